import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestFailure, rest } from '../api/index.js';
import { member } from '../api/json.js';
import { renderPart } from '../test/render-part.js';
import { LoginScreen, loadSession, SessionDialog, currentSession, signOut } from './index.js';
import { signIn } from './session.js';
import { changeSession } from './session-store.js';

/** A hub that lets Maren in with the password `right` or the link `good`. */
class Hub {
  signedIn = false;
  #heldBack: Promise<void> | undefined;
  readonly asked: { path: string; csrf: string | null; body: unknown }[] = [];

  /** The next answer is made at once and comes when the returned function is called. */
  holdBackNext(): () => void {
    let deliver: () => void = () => undefined;
    this.#heldBack = new Promise(resolve => (deliver = resolve));
    return deliver;
  }

  readonly answer = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const heldBack = this.#heldBack;
    this.#heldBack = undefined;
    const answer = this.#answer(path, init);
    await heldBack;
    return answer;
  };

  #answer(path: string, init: RequestInit): Response {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    this.asked.push({ path, csrf: new Headers(init.headers).get('x-csrf-token'), body });
    switch (path) {
      case '/auth/session':
        return this.signedIn
          ? Response.json({ user: { id: 'u1', name: 'Maren', roles: ['steward'] }, csrfToken: 'c1' })
          : Response.json({ code: 'ACCESS.SIGN_IN_REQUIRED' }, { status: 401 });
      case '/auth/login':
        this.signedIn = member(body, 'password') === 'right';
        return new Response(null, { status: this.signedIn ? 204 : 401 });
      case '/auth/login-link':
        this.signedIn = member(body, 'token') === 'good';
        return this.signedIn
          ? new Response(null, { status: 204 })
          : Response.json({ detail: 'Used on Nov 21.', correlationId: '01JX' }, { status: 410 });
      case '/auth/logout':
        this.signedIn = false;
        return new Response(null, { status: 204 });
      default:
        return this.signedIn ? Response.json({ version: 7 }) : new Response(null, { status: 401 });
    }
  }

  count(path: string): number {
    return this.asked.filter(asked => asked.path === path).length;
  }
}

let hub: Hub;

beforeEach(() => {
  hub = new Hub();
  vi.stubGlobal('fetch', hub.answer);
  changeSession({ kind: 'unknown' });
});

afterEach(() => vi.unstubAllGlobals());

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const submit = () => fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
const version = (content: unknown) => member(content, 'version');

describe('signing in with a password', () => {
  it('lets the right person in', async () => {
    const onSignedIn = vi.fn<() => void>();
    renderPart(<LoginScreen onSignedIn={onSignedIn} />);
    type('Name', 'maren');
    type('Password', 'right');
    submit();
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
    expect(currentSession()).toMatchObject({
      kind: 'signed-in',
      user: { name: 'Maren', roles: ['steward'] },
    });
  });

  it('keeps the name after a wrong password, and never the password', async () => {
    renderPart(<LoginScreen onSignedIn={() => undefined} />);
    type('Name', 'maren');
    type('Password', 'wrong');
    submit();
    await waitFor(() => expect(screen.getByText('The name or the password is not right.')).toBeTruthy());
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'maren');
    expect(screen.getByLabelText('Password')).toHaveProperty('value', '');
    expect(JSON.stringify([sessionStorage, localStorage])).not.toContain('wrong');
  });

  it('asks for what is missing before it asks the hub', () => {
    renderPart(<LoginScreen onSignedIn={() => undefined} />);
    submit();
    expect(screen.getByText('Type your name.')).toBeTruthy();
    expect(hub.asked).toEqual([]);
  });
});

describe('signing in with a one-time link', () => {
  it('uses the link once, however often the screen is drawn', async () => {
    const onSignedIn = vi.fn<() => void>();
    const first = renderPart(<LoginScreen token="good" onSignedIn={onSignedIn} />);
    first.unmount();
    renderPart(<LoginScreen token="good" onSignedIn={onSignedIn} />);
    await waitFor(() => expect(onSignedIn).toHaveBeenCalled());
    expect(hub.count('/auth/login-link')).toBe(1);
  });

  it('says why a link does not work, and what else there is', async () => {
    renderPart(<LoginScreen token="stale" onSignedIn={() => undefined} />);
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/Used on Nov 21.*01JX/));
    expect(screen.getByRole('link', { name: 'Sign in with a password' })).toBeTruthy();
  });
});

describe('a session that ends while somebody works', () => {
  beforeEach(async () => {
    hub.signedIn = true;
    await loadSession();
  });

  it('is renewed over the screen, and what was asked is asked again', async () => {
    renderPart(
      <>
        <textarea aria-label="comment" defaultValue="half a sent" />
        <SessionDialog />
      </>,
    );
    hub.signedIn = false;
    const answer = rest('/v1/records', version, { method: 'POST', body: {} });
    await waitFor(() =>
      expect(screen.getByRole('alertdialog').textContent).toContain('Your session has ended'),
    );
    expect(screen.getByLabelText('Name')).toHaveProperty('readOnly', true);
    type('Password', 'right');
    submit();
    expect(await answer).toBe(7);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getByLabelText('comment')).toHaveProperty('value', 'half a sent');
  });

  it.each([
    ['a question', () => rest('/v1/records', version)],
    ['a look at who is signed in', () => loadSession()],
  ])('is not ended by the refusal of %s that was asked before it was renewed', async (_, ask) => {
    hub.signedIn = false;
    const deliver = hub.holdBackNext();
    const asked = ask();
    await signIn('maren', 'right');
    deliver();
    await asked;
    expect(currentSession().kind).toBe('signed-in');
  });

  it('can be given up, which fails what was asked', async () => {
    hub.signedIn = false;
    const answer = rest('/v1/records', version).catch((failure: unknown) => failure);
    await waitFor(() => expect(currentSession().kind).toBe('expired'));
    await act(signOut);
    expect(await answer).toBeInstanceOf(RequestFailure);
  });

  it('proves with every change that it comes from this page', async () => {
    await rest('/v1/records', version, { method: 'POST', body: {} });
    await rest('/v1/records', version);
    expect(hub.asked.slice(-2).map(({ csrf }) => csrf)).toEqual(['c1', null]);
  });
});
