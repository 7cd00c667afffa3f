import { httpStatusOf } from './http-status.js';

/** What a stable code means to the caller, and what helps: one sentence each. */
export interface ErrorDescription {
  readonly meaning: string;
  readonly remedy: string;
}

const describe = (meaning: string, remedy: string): ErrorDescription => ({ meaning, remedy });

/**
 * Every code that REST, GraphQL and the command line may answer with. Codes are never renamed: clients switch on them. A test
 * holds this list against the sources, in both directions.
 */
export const ERROR_CODES: Readonly<Record<string, ErrorDescription>> = {
  INTERNAL: describe(
    'Something went wrong inside the hub that nobody foresaw.',
    'Try again later; report it with the correlation id, under which the log has the cause.',
  ),

  'REQUEST.INVALID': describe(
    'The request is not of the form that the operation takes.',
    'Correct what `detail` names.',
  ),
  'REQUEST.NOT_FOUND': describe('There is no such address.', 'See `/openapi.json` for those that exist.'),
  'REQUEST.METHOD_NOT_ALLOWED': describe('The address does not take this method.', 'See `/openapi.json`.'),
  'REQUEST.TOO_LARGE': describe(
    'The body is longer than the limit.',
    'Send less, or raise the limit that docs/configuration.md names.',
  ),
  'REQUEST.UNSUPPORTED_ENCODING': describe(
    'The body is packed in a way that is not taken.',
    'Send it as it is, or as a ZIP file.',
  ),
  'REQUEST.UNSUPPORTED_MEDIA_TYPE': describe(
    'The body is of a type that the operation does not read.',
    'Send another Content-Type.',
  ),
  'REQUEST.RATE_LIMITED': describe('Too many requests in a short time.', 'Wait and send again.'),
  'REQUEST.PAGE_TOO_LARGE': describe(
    'The page asked for is empty or too long.',
    'Ask for as many as `detail` allows, and for the next page after it.',
  ),

  'ACCESS.SIGN_IN_REQUIRED': describe(
    'The operation is not open to everybody and nobody is signed in.',
    'Sign in, or send an API key as `Authorization: Bearer ts_…`.',
  ),
  'ACCESS.SIGN_IN_FAILED': describe(
    'The name or the password is wrong.',
    'Try again, or ask an administrator for a login link.',
  ),
  'ACCESS.LINK_INVALID': describe(
    'The login link was used, has run out, or was never made.',
    'Make a new one with `touchstone user login-link`.',
  ),
  'ACCESS.LOCKED': describe('Too many sign-ins failed.', 'Wait five minutes.'),
  'ACCESS.KEY_INVALID': describe(
    'The API key is unknown, revoked or expired.',
    'Use a live key; `touchstone key create` makes one.',
  ),
  'ACCESS.CSRF': describe(
    'A browser session changes something without the token that its own page has.',
    'Send the session’s token in the header that `detail` names.',
  ),
  'ACCESS.DENIED': describe(
    'The caller lacks the right that `details.action` names, or its key does not cover the domain or system.',
    'Ask an administrator for a role or a key that has it.',
  ),
  'ACCESS.USER_EXISTS': describe(
    'There is a user of this name already.',
    'Take another name, or change the user that is there.',
  ),
  'ACCESS.USER_NOT_FOUND': describe(
    'There is no active user of this name.',
    'Look at `touchstone user list`.',
  ),
  'ACCESS.KEY_NOT_FOUND': describe(
    'There is no live API key with this id.',
    'Look at `touchstone key list`.',
  ),
  'ACCESS.PASSWORD_TOO_SHORT': describe(
    'The password is too short.',
    'Choose one as long as `detail` asks for.',
  ),

  'SOURCE.UNKNOWN_SYSTEM': describe(
    'No rule file describes this source system.',
    'Use a name that `detail` lists, or add a file to golden-record-rules/systems.',
  ),
  'SOURCE.UNKNOWN_DOMAIN': describe(
    'The source system sends no records of this domain.',
    'Use a domain that its file lists.',
  ),
  'SOURCE_RECORD.WRITTEN_CONCURRENTLY': describe(
    'Another writer wrote the same source record at the same moment.',
    'Send it again.',
  ),
  'SOURCES.FILE_UNREADABLE': describe(
    'A file cannot be read as what its system file says it is.',
    'Correct what `details.faults` names and send the batch again.',
  ),
  'BATCH.EMPTY': describe('The request holds no bytes.', 'Send at least one record.'),
  'BATCH.NOT_FOUND': describe('There is no such batch.', 'Use the id that the upload answered with.'),
  'BATCH.TOO_LARGE': describe(
    'The upload has more bytes than this hub takes.',
    'Send it in parts, or raise HTTP_UPLOAD_MAX.',
  ),
  'BATCH.UPLOAD_STALLED': describe(
    'The upload brought nothing for too long; nothing of it was kept.',
    'Send it again; the same Idempotency-Key is fine.',
  ),
  'BATCH.TOO_MANY_FILES': describe('The batch has more files than one may have.', 'Send several batches.'),
  'BATCH.UPLOAD_INCOMPLETE': describe(
    'The upload broke off before its end; nothing of it was kept.',
    'Send it again; the same Idempotency-Key is fine.',
  ),
  'IDEMPOTENCY.KEY_REUSED': describe(
    'The Idempotency-Key stands for another request already.',
    'Use a new key for new content.',
  ),
  'INGEST.KEY_IN_USE': describe(
    'A request with the same Idempotency-Key is being taken right now.',
    'Wait for its answer, or send again a little later.',
  ),
  'QUARANTINE.NOT_FOUND': describe('There is no such quarantined record.', 'Reload the list.'),
  'QUARANTINE.STALE_VERSION': describe(
    'The quarantined record was changed in the meantime.',
    'Read it again and decide anew.',
  ),
  'QUARANTINE.WITHHELD': describe(
    'Parts of the record are withheld from you, so its rows can be corrected but not added or left out.',
    'Send back the rows that you were shown, or ask somebody who sees all of it.',
  ),

  'RULES.INVALID': describe(
    'Rule files have faults, all listed as file:line:column.',
    'Correct them; `touchstone rules check` shows the same list.',
  ),
  'RULES.FOLDER_UNREADABLE': describe(
    'The folder of the rules cannot be read, or holds none.',
    'Set TOUCHSTONE_RULES_DIR, or give the hub the right to read it.',
  ),
  'RULES.UNKNOWN_DOMAIN': describe(
    'No rules folder has this domain.',
    'Use one that the `domains` query lists.',
  ),
  'RULES.UNKNOWN_VERSION': describe(
    'The domain has no rule set version of this number.',
    'Look at `touchstone rules list`.',
  ),
  'RULES.UNKNOWN_COMPARATOR': describe(
    'A match rule names a comparator that this release does not have.',
    'Use one that golden-record-rules/rules.schema.json lists.',
  ),

  'MATCH.RECORD_NOT_FOUND': describe(
    'There is no such source record to explain.',
    'Use the id of a source record of the golden record’s sources.',
  ),
  'GOLDEN_RECORD.NOT_FOUND': describe(
    'There is no such golden record.',
    'Look it up by `resolve` or `search`.',
  ),
  'GOLDEN_RECORD.STALE_VERSION': describe(
    'The golden record was changed in the meantime.',
    'Read its newest version and decide anew.',
  ),
  'GOLDEN_RECORD.REFUSED': describe(
    'The plan cannot be carried out, for the reason in `detail`.',
    'Look at the preview.',
  ),
  'GOLDEN_RECORD.NO_ATTRIBUTE': describe(
    'The domain has no attribute of this name.',
    'Use one that its rules list.',
  ),
  'GOLDEN_RECORD.NO_PIN': describe('The attribute is not pinned.', 'Nothing needs to be removed.'),
  'ATTRIBUTE.NOT_READABLE': describe(
    'The attribute is of a class that the caller may not read, so neither may it filter or order by it.',
    'Leave it out, or ask for a role that may read it.',
  ),
  'MERGE_PLAN.UNKNOWN_CONTRIBUTOR': describe(
    'The plan names a source record that does not belong to the golden record.',
    'Read the record again.',
  ),
  'SURVIVORSHIP.BAD_TIME': describe(
    'The instant as of which values are chosen is none.',
    'Send ISO 8601, for instance 2026-11-26T17:00:00Z.',
  ),
  'HISTORY.BAD_TIME': describe(
    'The point in time is neither a date nor an instant.',
    'Send ISO 8601, for instance 2026-11-26.',
  ),

  'JUDGEMENT.NOT_FOUND': describe(
    'Nobody has judged these two source records.',
    'Look at the pair again; the judgement may have been withdrawn.',
  ),
  'TASK.NOT_FOUND': describe('There is no such task.', 'Reload the list.'),
  'TASK.CLOSED': describe('The task was closed in the meantime; `detail` says how.', 'Reload the list.'),
  'TASK.STALE_VERSION': describe('The task was changed in the meantime.', 'Read it again and decide anew.'),
  'TASK.NOT_DONE': describe('Only an answered task can be undone.', 'Answer it instead.'),
  'TASK.BAD_TIME': describe('A task can only be put off into the future.', 'Send a later instant.'),
  'TASK.NO_CANDIDATE': describe(
    'The golden record is no candidate of the task.',
    'Choose one of those that the task shows.',
  ),
  'TASK.CHOOSE_CANDIDATE': describe(
    'The task has several candidates and the answer names none.',
    'Name the golden record that is meant.',
  ),
  'CHANGE_REQUEST.NOT_FOUND': describe('There is no such change request.', 'Reload the list.'),
  'CHANGE_REQUEST.CLOSED': describe('The change request was decided in the meantime.', 'Reload the list.'),
  'CHANGE_REQUEST.OWN': describe('Nobody decides a change that they proposed.', 'Ask another approver.'),
  'CHANGE_REQUEST.OWN_PROPOSAL': describe(
    'Nobody decides a change that they proposed: the database itself refuses it.',
    'Ask another approver.',
  ),

  'FEED.CURSOR_INVALID': describe(
    'The text is no cursor that this hub gave out, or it was changed.',
    'Use a cursor exactly as it was given.',
  ),
  'FEED.CURSOR_FOREIGN': describe(
    'The cursor is of another hub, or of a database that this one does not descend from.',
    'Read from the beginning: positions of the two do not compare.',
  ),
  'FEED.CURSOR_AHEAD_OF_LOG': describe(
    'The cursor is past the end of the feed: the database was restored to an earlier state.',
    'Read from the beginning, or from a cursor of before the backup.',
  ),
  'FEED.CURSOR_EXPIRED': describe(
    'Events right after the cursor are past their retention.',
    'Load the present state, then follow from the newest cursor.',
  ),
  'FEED.CURSOR_FILTER_MISMATCH': describe(
    'The cursor was given for another filter.',
    'Use it with the filter of the page that it came with.',
  ),
  'CURSOR.INVALID': describe(
    'The text is no cursor of this list.',
    'Use `pageInfo.endCursor` of the page before.',
  ),
  'CURSOR.ORDER_MISMATCH': describe(
    'The cursor was given for another order of the list.',
    'Start from the first page.',
  ),
  'TARGET.NOT_FOUND': describe('There is no such target.', 'Look at the list of targets.'),
  'TARGET.NOT_ACTIVE': describe('Only an active target is suspended.', 'Look at its state.'),
  'TARGET.NOT_SUSPENDED': describe('Only a suspended target is resumed.', 'Look at its state.'),
  'ACKNOWLEDGEMENT.ID_IN_USE': describe(
    'The target used this id for another acknowledgement.',
    'Give every acknowledgement an id of its own.',
  ),
  'DELIVERY.NOT_FOUND': describe(
    'There is no such delivery in a state that allows this.',
    'Reload the list.',
  ),

  'DEDUPE.NO_HEADER': describe(
    'A file for `touchstone dedupe` is empty.',
    'Give it a first line with the names of its columns.',
  ),
  'DEDUPE.UNCLOSED_QUOTE': describe(
    'A quoted field of a file for `touchstone dedupe` is not closed.',
    'Correct the line that `detail` names.',
  ),
  'DEDUPE.UNKNOWN_COLUMN': describe(
    'A file for `touchstone dedupe` lacks a column that was named.',
    'Use one of the names of its first line.',
  ),
  'DEDUPE.WEIGHTS_MISSING': describe(
    'The match rules for `touchstone dedupe` lack weights that they need.',
    'Add what `detail` names to the rules.',
  ),

  'GRAPHQL.OPERATION_TOO_LARGE': describe(
    'The operation asks for more than one operation may.',
    'Ask for fewer fields, levels or records; `detail` names the limit.',
  ),
  'GRAPHQL.TOO_MANY': describe(
    'The WebSocket has as many subscriptions as it may have.',
    'End one, or open another connection.',
  ),

  'DATABASE.UNAVAILABLE': describe('The database cannot be reached right now.', 'Try again shortly.'),
  'DATABASE.CONTENTION': describe(
    'Others wrote the same rows; trying again inside the hub did not help.',
    'Try again shortly.',
  ),
  'DATABASE.TIMEOUT': describe(
    'The database took longer than the hub allows.',
    'Ask for less, or try again when there is less load.',
  ),
  'DATABASE.DISK_FULL': describe(
    'The disk of the database is full.',
    'Free space (docs/runbooks/disk-full.md), then try again.',
  ),
  'DATABASE.INVALID_TEXT': describe(
    'A text holds characters that cannot be stored, such as NUL.',
    'Remove them.',
  ),
  'CANONICAL_JSON.TOO_DEEP': describe('A value is nested deeper than the hub stores.', 'Flatten it.'),
  'CANONICAL_JSON.UNSUPPORTED': describe(
    'A value is of a kind that JSON does not have.',
    'Send texts, numbers, yes or no, lists and objects.',
  ),
};

/** The anchor of a code on the page of all codes, which problem+json's `type` points at. */
export function anchorOf(code: string): string {
  return code.toLowerCase().replaceAll(/[._]/g, '-');
}

/** docs/error-codes.md, and the page that problem+json's `type` points at. */
export function describeErrorCodes(): string {
  const families = new Map<string, string[]>();
  for (const [code, { meaning, remedy }] of Object.entries(ERROR_CODES)) {
    const [family = ''] = code.split('.');
    const status = code === 'INTERNAL' ? 500 : httpStatusOf(code);
    const row = `| <a id="${anchorOf(code)}"></a>\`${code}\` | ${status} | ${meaning} | ${remedy} |`;
    families.set(family, [...(families.get(family) ?? []), row]);
  }
  const tables = [...families].map(
    ([family, rows]) =>
      `## ${family}\n\n| code | status | what it means | what helps |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`,
  );
  return `${HEAD}\n${tables.join('\n')}`;
}

const HEAD = `# Error codes

Generated from src/platform/errors/error-codes.ts: edit that file, then run "npm run generate".

REST answers with problem+json, GraphQL with \`extensions.code\`; both carry the correlation id under which the log has the rest. Codes
are stable. \`retry\` says whether sending the same again can help: never, later, or after reading the newest version.
The status is that of REST; GraphQL answers with 200 and the error beside the data.
`;
