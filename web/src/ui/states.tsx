import { Copy, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { t } from '../i18n/index.js';
import { IconButton } from './button.js';
import { Identifier } from './identifier.js';
import { MeaningGlyph } from './status.js';
import './states.css';

/** The shape of what is about to appear, while it is on its way. Say what loads with `label`. */
export function Skeleton({ label, lines = 3 }: { label: string; lines?: number }) {
  return (
    <div className="ts-skeleton" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        // Uneven widths read as text; the same ones every time do not flicker.
        <span key={line} style={{ inlineSize: `${92 - ((line * 37) % 45)}%` }} />
      ))}
    </div>
  );
}

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What to do next. */
  children: ReactNode;
  actions?: ReactNode;
}

/** Nothing is here, why that is so, and what to do next. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <section className="ts-state">
      <Icon aria-hidden size={22} strokeWidth={1.6} />
      <h2>{title}</h2>
      <p>{children}</p>
      {actions ? <div className="ts-state-actions">{actions}</div> : null}
    </section>
  );
}

export interface ErrorStateProps {
  /** What happened, in a sentence. */
  title: string;
  /** What is still safe: typed text, the file, the records so far. */
  kept?: string;
  /** What went wrong, as far as it helps to act. */
  children?: ReactNode;
  /** What to press. */
  actions?: ReactNode;
  /** Finds the case in the logs; people pass it on when they ask for help. */
  correlationId?: string | undefined;
}

/** Something failed: what happened, what was kept, what to press. */
export function ErrorState({ title, kept, children, actions, correlationId }: ErrorStateProps) {
  return (
    <section className="ts-state" data-meaning="different" role="alert">
      <h2>
        <MeaningGlyph meaning="different" />
        {title}
      </h2>
      {children ? <p>{children}</p> : null}
      {kept ? <p className="ts-state-kept">{kept}</p> : null}
      {actions ? <div className="ts-state-actions">{actions}</div> : null}
      {correlationId ? (
        <p className="ts-state-correlation">
          {t('error.correlation')} <Identifier>{correlationId}</Identifier>
          <CopyButton text={correlationId} label={t('error.copyCorrelation')} />
        </p>
      ) : null}
    </section>
  );
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <>
      <IconButton icon={Copy} label={label} onPress={() => void copy()} onBlur={() => setCopied(false)} />
      <span role="status">{copied ? t('copy.done') : ''}</span>
    </>
  );
}
