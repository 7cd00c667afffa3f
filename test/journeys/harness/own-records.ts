import { ask, type Caller } from './api.js';
import type { Hub } from './hub-process.js';

/** A question of the hub that belongs to one journey. */
export interface OwnQuestion {
  readonly id: string;
  readonly title: string;
}

/** A letter for each hexadecimal digit, so that a random number reads as a word. */
const LETTERS = 'bcdfghjklmnprstv';

/** A word that no other journey, nor this one when it is repeated, has: names made with it are about nobody else. */
export function ownWord(): string {
  const letters = Array.from(crypto.randomUUID().slice(0, 8), digit =>
    LETTERS.charAt(Number.parseInt(digit, 16)),
  );
  return `${(letters[0] ?? '').toUpperCase()}${letters.slice(1).join('a')}`;
}

/** Sends suppliers in Coupa's own columns. */
export async function sendSuppliers(
  hub: Hub,
  caller: Caller,
  records: readonly Readonly<Record<string, string>>[],
): Promise<void> {
  await ask(
    hub,
    caller,
    'mutation($records: [JSON!]!) { submitRecords(system: "coupa", domain: "supplier", records: $records) { __typename } }',
    { records },
  );
}

/** A pair that only a person decides: one name and address, but one has INC and the other LLC behind its name. */
export async function raiseQuestion(hub: Hub, caller: Caller): Promise<OwnQuestion> {
  const word = ownWord();
  const address = addressOf(word);
  await sendSuppliers(hub, caller, [
    { ...address, 'Supplier Number': `CS-${word}-1`, Name: `${word} Surgical Supply INC` },
    { ...address, 'Supplier Number': `CS-${word}-2`, Name: `${word} Surgical Supply LLC` },
  ]);
  return await questionAbout(hub, caller, `CS-${word}-2`, 'duplicate');
}

/** Three suppliers of one name and address with three legal forms: three questions that hang together. @returns the word in their names */
export async function raiseQuestionsTogether(hub: Hub, caller: Caller): Promise<string> {
  const word = ownWord();
  const records = ['INC', 'LLC', 'LTD'].map((form, place) => ({
    ...addressOf(word),
    'Supplier Number': `CS-${word}-${place}`,
    Name: `${word} Surgical Supply ${form}`,
  }));
  await sendSuppliers(hub, caller, records);
  return word;
}

/** Two suppliers of one name and address with different tax ids, and a third record without one that fits both. */
export async function raiseAmbiguity(
  hub: Hub,
  caller: Caller,
): Promise<OwnQuestion & { readonly word: string }> {
  const word = ownWord();
  const one = { ...addressOf(word), Name: `${word} Infusion Partners` };
  const number = String(Number.parseInt(crypto.randomUUID().slice(0, 6), 16) % 10_000_000).padStart(7, '0');
  // One by one: each must find the ones before it settled.
  for (const [place, taxId] of [
    [1, `84-${number}`],
    [2, `87-${number}`],
    [3, ''],
  ]) {
    await sendSuppliers(hub, caller, [
      { ...one, 'Supplier Number': `CS-${word}-${place}`, 'Tax ID': String(taxId) },
    ]);
  }
  return { word, ...(await questionAbout(hub, caller, `CS-${word}-3`, 'ambiguous')) };
}

/** The golden record that a supplier of Coupa is in now. */
export async function goldenIdOf(hub: Hub, caller: Caller, key: string): Promise<string> {
  const { resolve } = await ask<{ resolve: { id: string } }>(
    hub,
    caller,
    'query($key: String!) { resolve(system: "coupa", domain: "supplier", key: $key) { id } }',
    { key },
  );
  return resolve.id;
}

function addressOf(word: string): Record<string, string> {
  return {
    Status: 'active',
    'Primary Address Street 1': `2833 ${word} Street`,
    'Primary Address City': 'Wichita',
    'Primary Address State': 'KS',
    'Primary Address Postal Code': '67202',
    'Primary Address Country Code': 'US',
  };
}

async function questionAbout(hub: Hub, caller: Caller, key: string, kind: string): Promise<OwnQuestion> {
  const { tasks } = await ask<{ tasks: { nodes: readonly OwnQuestion[] } }>(
    hub,
    caller,
    'query($kind: String!, $id: ID!) { tasks(kind: $kind, goldenRecordId: $id) { nodes { id title } } }',
    { kind, id: await goldenIdOf(hub, caller, key) },
  );
  const [question] = tasks.nodes;
  if (question === undefined) throw new Error(`the hub asks nothing about ${key}`);
  return question;
}
