/**
 * Whether two JSON values are one value, whatever order their keys were written in: what comparing their `canonicalJson` says, without
 * writing it. Members that are `undefined` do not exist.
 */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isObject(left) || !isObject(right)) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => sameJson(item ?? null, right[index] ?? null));
  }
  let members = 0;
  for (const name of Object.keys(left)) {
    if (left[name] === undefined) continue;
    members += 1;
    if (!Object.hasOwn(right, name) || !sameJson(left[name], right[name])) return false;
  }
  for (const name of Object.keys(right)) if (right[name] !== undefined) members -= 1;
  return members === 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
