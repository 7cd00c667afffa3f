export { LoginScreen } from './login-screen.js';
export { loadSession, setPassword, signOut } from './session.js';
export { SessionDialog } from './session-dialog.js';
export { currentSession, onSignedOut, useMay, useSession, type Session, type User } from './session-store.js';
