import { InvalidArgumentError } from 'commander';
import { ACTIONS, ROLES, type Action, type Role } from '../access/index.js';

/** Reads `--role` values, one by one or separated by commas. */
export function readRoles(text: string, before: readonly Role[] = []): readonly Role[] {
  return [...new Set([...before, ...text.split(',').map(name => oneOf(ROLES, name.trim(), 'role'))])];
}

/** Reads `--action` values, one by one or separated by commas. */
export function readActions(text: string, before: readonly Action[] = []): readonly Action[] {
  return [...new Set([...before, ...text.split(',').map(name => oneOf(ACTIONS, name.trim(), 'action'))])];
}

function oneOf<Name extends string>(names: readonly Name[], name: string, kind: string): Name {
  const found = names.find(known => known === name);
  if (found === undefined)
    throw new InvalidArgumentError(`No ${kind} '${name}'; there are ${names.join(', ')}.`);
  return found;
}
