import { randomFillSync } from 'node:crypto';

/**
 * Makes ids that sort by the time of their making: UUID version 7 (RFC 9562, 5.7), whose index pages fill one after the
 * other instead of at random. The 12 bits after the milliseconds count up within one (method 1 of section 6.2), so the
 * ids of one process never go back.
 */
export class Ids {
  #lastMs = 0;
  #counter = 0;

  newId(): string {
    const bytes = randomFillSync(Buffer.alloc(16));
    const nowMs = Date.now();
    if (nowMs > this.#lastMs) {
      this.#lastMs = nowMs;
      // Half of the range is left free for counting up.
      this.#counter = bytes.readUInt16BE(6) & 0x07ff;
    } else if (this.#counter === 0x0fff) {
      this.#lastMs += 1;
      this.#counter = 0;
    } else {
      this.#counter += 1;
    }
    bytes.writeUIntBE(this.#lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | this.#counter, 6);
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}
