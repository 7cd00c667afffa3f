import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { DomainError } from '../core/model/index.js';
import type { Action } from './action.js';
import { Authenticator, type Authenticated } from './authenticator.js';
import { requireAllowed } from './policy.js';
import type { Principal } from './principal.js';

const REQUIRED_ACTION = 'touchstone:required-action';
const OPEN = 'touchstone:open';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Requests by request: who sent them. Nothing is hung on the request object itself. */
const authenticated = new WeakMap<Request, Authenticated>();

/** What a REST operation needs. An operation with neither this nor `@Open()` is refused to everybody. */
export const RequireAction = (action: Action): MethodDecorator & ClassDecorator =>
  SetMetadata(REQUIRED_ACTION, action);

/** For everybody, signed in or not: health, sign-in, public documents. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);

/** The caller, in a controller's parameters. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Principal => {
    const found = authenticated.get(context.switchToHttp().getRequest<Request>());
    if (found === undefined) throw signInFirst();
    return found.principal;
  },
);

/** Guards every REST operation: deny by default. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, targets) === true) return true;
    const action = this.reflector.getAllAndOverride<Action | undefined>(REQUIRED_ACTION, targets);
    const request = context.switchToHttp().getRequest<Request>();
    const caller = await this.authenticator.authenticate(request.headers);
    if (caller === null) throw signInFirst();
    if (action === undefined) throw new DomainError('ACCESS.DENIED', 'this operation is not open to anybody');
    if (!SAFE_METHODS.has(request.method)) this.authenticator.requireOwnPage(caller, request.headers);
    const { system, domain } = request.params;
    requireAllowed(caller.principal, action, {
      ...(typeof system === 'string' ? { system } : {}),
      ...(typeof domain === 'string' ? { domain } : {}),
    });
    authenticated.set(request, caller);
    return true;
  }
}

function signInFirst(): DomainError {
  return new DomainError(
    'ACCESS.SIGN_IN_REQUIRED',
    'sign in, or send an API key as `Authorization: Bearer ts_…`',
  );
}
