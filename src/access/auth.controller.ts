import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import { DomainError } from '../core/model/index.js';
import { currentCorrelationId } from '../platform/logging/index.js';
import { AccessService, type OpenedSession } from './access.service.js';
import { Open } from './access.guard.js';
import { Authenticator, SESSION_COOKIE, sessionToken } from './authenticator.js';
import type { Session } from './account.repository.js';
import { POLICY } from './policy.js';

class LoginBody {
  @IsString()
  @MaxLength(200)
  name!: string;

  @IsString()
  @MaxLength(1000)
  password!: string;
}

class LinkBody {
  @IsString()
  @MaxLength(200)
  token!: string;
}

class PasswordBody {
  @IsString()
  @MaxLength(1000)
  password!: string;
}

/** What the UI knows of its session. */
interface SessionView {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly displayName: string;
    readonly roles: readonly string[];
    readonly hasPassword: boolean;
  };
  /** What the person may do; the server checks again, this only spares useless buttons. */
  readonly actions: readonly string[];
  readonly csrfToken: string;
  readonly expiresAt: string;
}

/** Signing in and out for browsers. */
@Open()
@Controller('auth')
export class AuthController {
  constructor(
    private readonly access: AccessService,
    private readonly authenticator: Authenticator,
  ) {}

  @Get('session')
  async session(@Req() request: Request): Promise<SessionView> {
    const token = sessionToken(request.headers);
    const session = token === undefined ? null : await this.access.session(token);
    if (session === null) throw new DomainError('ACCESS.SIGN_IN_REQUIRED', 'nobody is signed in');
    return viewOf(session);
  }

  @Post('login')
  @HttpCode(200)
  async login(
    @Body() body: LoginBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    return enter(await this.access.signIn(body.name, body.password, correlation()), request, response);
  }

  @Post('login-link')
  @HttpCode(200)
  async loginByLink(
    @Body() body: LinkBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    return enter(await this.access.signInByLink(body.token, correlation()), request, response);
  }

  /** Sets one's own password; the session must be one's own page's. */
  @Post('password')
  @HttpCode(204)
  async setPassword(@Body() body: PasswordBody, @Req() request: Request): Promise<void> {
    const caller = await this.authenticator.authenticate(request.headers);
    if (caller?.session === undefined)
      throw new DomainError('ACCESS.SIGN_IN_REQUIRED', 'nobody is signed in');
    this.authenticator.requireOwnPage(caller, request.headers);
    await this.access.setPassword(
      caller.session.account.id,
      body.password,
      caller.principal.id,
      correlation(),
    );
  }

  @Post('logout')
  @HttpCode(204)
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = sessionToken(request.headers);
    if (token !== undefined) await this.access.signOut(token);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }
}

function enter(session: OpenedSession, request: Request, response: Response): SessionView {
  response.cookie(SESSION_COOKIE, session.token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: request.secure,
    path: '/',
    expires: session.expiresAt,
  });
  return viewOf(session);
}

function viewOf({ account, csrfToken, expiresAt }: Session): SessionView {
  const { id, name, displayName, roles, hasPassword } = account;
  const actions = [...new Set(roles.flatMap(role => [...POLICY[role]]))].sort();
  return {
    user: { id, name, displayName, roles, hasPassword },
    actions,
    csrfToken,
    expiresAt: expiresAt.toISOString(),
  };
}

function correlation(): string {
  return currentCorrelationId() ?? 'none';
}
