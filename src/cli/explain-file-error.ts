/** What the person at the keyboard can do something about, by the system's code. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not',
  EDQUOT: "this user's share of the disk is full",
  EEXIST: 'it is there already',
  EISDIR: 'it is a folder',
  ENOENT: 'it is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a folder',
  EPERM: 'this user may not',
  EROFS: 'the disk can only be read',
};

/** One sentence for a file or folder that the system refused; `null` for every other error. */
export function explainFileError(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return null;
  const reason = REASONS[String(error.code)];
  return reason === undefined ? null : `${String(error.path)} cannot be opened or made: ${reason}.`;
}
