/**
 * E-mail addresses are made of names: two people called Nelson have `nelson` in theirs for no better reason. Where an address often
 * contains the value of a name field, it is judged given that field's agreement.
 */
import type { ComparedField } from '../levels/compare-pairs.js';
import type { Dependences } from './field-dependence.js';

/** Share of records whose address contains the name, from which addresses count as made of it. */
const MADE_OF_SHARE_MIN = 0.3;
/** Shorter names stand in addresses by chance. */
const NAME_LENGTH_MIN = 3;
/** Records looked at. */
const ROWS_MAX = 5000;

/** The same dependences, with the name field that an e-mail field is made of as its parent. */
export function withEmailParents(dependences: Dependences, fields: readonly ComparedField[]): Dependences {
  const parents = dependences.parents.slice();
  const agreeing = dependences.agreeing.slice();
  for (const [index, { field: email }] of fields.entries()) {
    if (email.kind !== 'email') continue;
    let best = MADE_OF_SHARE_MIN;
    let parent = -1;
    for (const [other, { field: name }] of fields.entries()) {
      if (name.kind !== 'word' && name.kind !== 'phrase' && name.kind !== 'organisation') continue;
      let both = 0;
      let contained = 0;
      for (let row = 0; row < Math.min(ROWS_MAX, email.ids.length); row++) {
        const [address, text] = [email.values.at(email.ids[row]!), name.values.at(name.ids[row]!)];
        if (address === '' || text.length < NAME_LENGTH_MIN) continue;
        both++;
        if (address.includes(text.toLowerCase().replaceAll(' ', ''))) contained++;
      }
      if (both > 0 && contained / both > best) {
        best = contained / both;
        parent = other;
      }
    }
    if (parent < 0 || isAncestor(parents, index, parent)) continue;
    parents[index] = parent;
    // Equal or a slip apart: the two levels at the top of every comparison of names.
    agreeing[parent] = Math.min(agreeing[parent]!, fields[parent]!.comparison.labels.length - 2);
  }
  return { parents, agreeing };
}

function isAncestor(parents: Int32Array, ancestor: number, field: number): boolean {
  for (let at = field; at >= 0; at = parents[at]!) if (at === ancestor) return true;
  return false;
}
