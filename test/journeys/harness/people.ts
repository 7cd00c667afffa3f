import type { Hub } from './hub-process.js';
import { ask, choosePassword, enterByLink, type Caller } from './api.js';

/** The people of the journeys, one per kind of work; two stewards, because two may reach for the same question. */
export const PEOPLE = {
  olga: { displayName: 'Olga Operator', roles: ['admin'] },
  sam: { displayName: 'Sam Steward', roles: ['steward'] },
  rita: { displayName: 'Rita Reviewer', roles: ['steward'] },
  ada: { displayName: 'Ada Approver', roles: ['approver'] },
  sara: { displayName: 'Sara Both', roles: ['steward', 'approver'] },
  vic: { displayName: 'Vic Viewer', roles: ['viewer'] },
} as const;

export type Person = keyof typeof PEOPLE;

/** A sentence that the password rule takes; the hub of a run is gone when the run is. */
export function passwordOf(person: Person): string {
  return `${person} walks to work every day`;
}

/** Creates everybody and gives each a password. */
export async function hirePeople(hub: Hub, admin: Caller): Promise<void> {
  for (const [name, { displayName, roles }] of Object.entries(PEOPLE)) {
    if (name !== 'olga') {
      await ask(
        hub,
        admin,
        `mutation($name: String!, $displayName: String!, $roles: [String!]!) {
          createAccount(name: $name, displayName: $displayName, roles: $roles) { id } }`,
        { name, displayName, roles },
      );
    }
    const { issueLoginLink } = await ask<{ issueLoginLink: string }>(
      hub,
      admin,
      'mutation($name: String!) { issueLoginLink(name: $name) }',
      { name },
    );
    await choosePassword(hub, await enterByLink(hub, issueLoginLink), passwordOf(name as Person));
  }
}
