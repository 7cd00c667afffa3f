import type { session as english } from '../en/session.js';
import type { Catalogue } from '../messages.js';

export const session: Catalogue<typeof english> = {
  'session.expired': 'Ihre Sitzung ist abgelaufen',
  'session.expired.body':
    'Melden Sie sich neu an, um hier weiterzuarbeiten. Nichts auf dieser Seite geht verloren.',
  'session.failed': 'Die Anmeldung wurde abgelehnt: {reason}',
  'session.link.again': 'Bitten Sie um einen neuen Link, oder melden Sie sich mit Ihrem Passwort an.',
  'session.link.checking': 'Anmeldung läuft …',
  'session.link.failed': 'Dieser Link gilt nicht mehr',
  'session.link.hint': 'Erster Start? Das Terminal des Hubs hat einen Einmal-Link ausgegeben.',
  'session.name': 'Name',
  'session.needName': 'Geben Sie Ihren Namen ein.',
  'session.needPassword': 'Geben Sie Ihr Passwort ein.',
  'session.password': 'Passwort',
  'session.signIn': 'Anmelden',
  'session.signOut': 'Stattdessen abmelden',
  'session.title': 'Bei Touchstone anmelden',
  'session.withPassword': 'Mit Passwort anmelden',
  'session.wrong': 'Name oder Passwort stimmt nicht.',
};
