/** Signing in and out. */
export const session = {
  'session.expired': 'Your session has ended',
  'session.expired.body': 'Sign in again to go on where you are. Nothing on this screen is lost.',
  'session.failed': 'The hub did not let you in: {reason}',
  'session.link.again': 'Ask an administrator for a new link, or sign in with your password.',
  'session.link.checking': 'Signing you in…',
  'session.link.failed': 'This link does not work any more',
  'session.link.hint': 'First start? The terminal that started the hub printed a one-time link.',
  'session.name': 'Name',
  'session.needName': 'Type your name.',
  'session.needPassword': 'Type your password.',
  'session.password': 'Password',
  'session.signIn': 'Sign in',
  'session.signOut': 'Sign out instead',
  'session.title': 'Sign in to Touchstone',
  'session.withPassword': 'Sign in with a password',
  'session.wrong': 'The name or the password is not right.',
} as const;
