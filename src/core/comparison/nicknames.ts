/**
 * English short forms of given names, as far as payee lists show them. Deliberately small: a wrong entry
 * joins two people, a missing one only costs a review.
 */
const GROUPS: readonly (readonly string[])[] = [
  ['ALBERT', 'AL', 'BERT'],
  ['ALEXANDER', 'ALEX'],
  ['ALEXANDRA', 'ALEX', 'SANDRA'],
  ['ANDREW', 'ANDY', 'DREW'],
  ['ANTHONY', 'TONY'],
  ['BARBARA', 'BARB'],
  ['BENJAMIN', 'BEN'],
  ['CATHERINE', 'KATHERINE', 'KATHRYN', 'CATHY', 'KATHY', 'KATE', 'KATIE'],
  ['CHARLES', 'CHUCK', 'CHARLIE'],
  ['CHRISTINE', 'CHRISTINA', 'CHRIS', 'TINA'],
  ['CHRISTOPHER', 'CHRIS'],
  ['CYNTHIA', 'CINDY'],
  ['DANIEL', 'DAN', 'DANNY'],
  ['DAVID', 'DAVE'],
  ['DEBORAH', 'DEBRA', 'DEB', 'DEBBIE'],
  ['DONALD', 'DON'],
  ['DOUGLAS', 'DOUG'],
  ['EDWARD', 'ED', 'EDDIE', 'TED'],
  ['ELIZABETH', 'LIZ', 'BETH', 'BETTY', 'ELIZA'],
  ['EUGENE', 'GENE'],
  ['FRANCIS', 'FRANK'],
  ['FREDERICK', 'FRED'],
  ['GERALD', 'JERRY'],
  ['GREGORY', 'GREG'],
  ['HENRY', 'HANK', 'HARRY'],
  ['JACOB', 'JAKE'],
  ['JACQUELINE', 'JACKIE'],
  ['JAMES', 'JIM', 'JIMMY'],
  ['JEFFREY', 'GEOFFREY', 'JEFF'],
  ['JENNIFER', 'JEN', 'JENNY'],
  ['JOHN', 'JACK', 'JOHNNY'],
  ['JONATHAN', 'JON'],
  ['JOSEPH', 'JOE'],
  ['JOSHUA', 'JOSH'],
  ['JUDITH', 'JUDY'],
  ['KENNETH', 'KEN'],
  ['KIMBERLY', 'KIM'],
  ['LAWRENCE', 'LARRY'],
  ['LEONARD', 'LEN'],
  ['MARGARET', 'MEG', 'PEGGY', 'MAGGIE'],
  ['MATTHEW', 'MATT'],
  ['MICHAEL', 'MIKE', 'MICK'],
  ['NANCY', 'NAN'],
  ['NATHANIEL', 'NATHAN', 'NATE'],
  ['NICHOLAS', 'NICK'],
  ['PAMELA', 'PAM'],
  ['PATRICIA', 'PAT', 'PATTY', 'TRISH'],
  ['PATRICK', 'PAT'],
  ['PETER', 'PETE'],
  ['PHILIP', 'PHILLIP', 'PHIL'],
  ['RAYMOND', 'RAY'],
  ['REBECCA', 'BECKY'],
  ['RICHARD', 'RICK', 'DICK', 'RICH'],
  ['ROBERT', 'BOB', 'ROB', 'BOBBY'],
  ['RONALD', 'RON'],
  ['SAMUEL', 'SAM'],
  ['STEPHEN', 'STEVEN', 'STEVE'],
  ['SUSAN', 'SUE', 'SUZANNE'],
  ['THEODORE', 'TED', 'THEO'],
  ['THOMAS', 'TOM'],
  ['TIMOTHY', 'TIM'],
  ['VICTORIA', 'VICKY'],
  ['VINCENT', 'VINCE'],
  ['WALTER', 'WALT'],
  ['WILLIAM', 'BILL', 'WILL', 'BILLY'],
];

const groupsOf = new Map<string, Set<number>>();
for (const [group, names] of GROUPS.entries()) {
  for (const name of names) groupsOf.set(name, (groupsOf.get(name) ?? new Set()).add(group));
}

/** Whether a given name (upper case) has other forms, or is one. */
export function hasNicknames(name: string): boolean {
  return groupsOf.has(name);
}

/** Whether two given names (upper case) are forms of one name, for instance WILLIAM and BILL. */
export function isNickname(left: string, right: string): boolean {
  const groups = groupsOf.get(left);
  if (groups === undefined) return false;
  for (const group of groupsOf.get(right) ?? []) if (groups.has(group)) return true;
  return false;
}
