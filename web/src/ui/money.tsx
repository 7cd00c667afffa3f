import { formatAmount, t } from '../i18n/index.js';
import './values.css';

export interface MoneyProps {
  /** A decimal string, as agreed: `58.7500`. */
  amount: string;
  /** ISO 4217. */
  currency: string;
  /** The unit that the amount buys: `BX`. */
  unit?: string;
  /** What one base unit costs at this price, as a decimal string. Shown beside every price of a pack. */
  perEach?: string;
}

/** A price, never without its currency; with its unit and the price per each where there is one. */
export function Money({ amount, currency, unit, perEach }: MoneyProps) {
  return (
    <span className="ts-money">
      <span className="ts-money-amount">{formatAmount(amount, currency)}</span>
      {unit ? <span className="ts-money-unit"> / {unit}</span> : null}
      {perEach ? (
        <span className="ts-money-each">
          {t('money.perEach', { price: formatAmount(perEach, currency) })}
        </span>
      ) : null}
    </span>
  );
}
