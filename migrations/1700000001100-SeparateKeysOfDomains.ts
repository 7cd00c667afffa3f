import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Block keys of two domains with one rule name and one value used to be equal, so that a supplier and a location of one name stood
 * in one block. From now on a key is told apart by the hash of its domain's name.
 */
export class SeparateKeysOfDomains1700000001100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM candidate_pair p USING source_record l, source_record r
      WHERE l.id = p.left_id AND r.id = p.right_id AND l.domain <> r.domain`);
    await this.#fold(runner);
  }

  /** The exclusive or is its own inverse. */
  async down(runner: QueryRunner): Promise<void> {
    await this.#fold(runner);
  }

  async #fold(runner: QueryRunner): Promise<void> {
    const domains: { domain: string }[] = await runner.query(
      `SELECT DISTINCT domain FROM source_record UNION SELECT domain FROM crowded_key`,
    );
    for (const { domain } of domains) {
      const parameters = [domain, fnv1a(domain)];
      await runner.query(
        `UPDATE match_key k SET key = k.key # $2::bigint FROM source_record s WHERE s.id = k.source_record_id AND s.domain = $1`,
        parameters,
      );
      await runner.query(`UPDATE crowded_key SET key = key # $2::bigint WHERE domain = $1`, parameters);
    }
  }
}

/** FNV-1a over the UTF-8 bytes, as a signed 64-bit integer in decimals: the hash that block keys are made with. */
function fnv1a(text: string): string {
  const hash = Buffer.from(text, 'utf8').reduce(
    (state, byte) => BigInt.asUintN(64, (state ^ BigInt(byte)) * 0x100000001b3n),
    0xcbf29ce484222325n,
  );
  return BigInt.asIntN(64, hash).toString();
}
