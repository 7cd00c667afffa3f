import { X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  UNSTABLE_ToastQueue as AriaToastQueue,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
} from 'react-aria-components';
import { t } from '../i18n/index.js';
import { useShortcuts } from '../keyboard/index.js';
import { Button, IconButton } from './button.js';
import { MeaningGlyph, type Meaning } from './status.js';
import './toast.css';

/** How long something that was done can be taken back from where it is announced. History undoes it later. */
export const undoMs = 10_000;

/** What a toast says. */
export interface ToastMessage {
  title: string;
  meaning?: Meaning;
  detail?: string;
  /** Takes back what the toast announces. Offered for ten seconds, also on `z`. */
  onUndo?: () => void;
}

/** The toasts of the page, newest first. */
export const toasts = new AriaToastQueue<ToastMessage>({ maxVisibleToasts: 3 });

/** Announces what happened. A failure stays until it is closed; everything else goes by itself. */
export function showToast(message: ToastMessage): void {
  const stays = message.meaning === 'different' && !message.onUndo;
  toasts.add(message, stays ? {} : { timeout: undoMs });
}

/** Where toasts appear. Rendered once, by the frame. */
export function ToastRegion() {
  const visible = useSyncExternalStore(
    listener => toasts.subscribe(listener),
    () => toasts.visibleToasts,
  );
  const undoable = visible.find(toast => toast.content.onUndo);
  return (
    <>
      {undoable ? <UndoKey onUndo={() => undo(undoable.key, undoable.content)} /> : null}
      <AriaToastRegion queue={toasts} className="ts-toasts" aria-label={t('toast.region')}>
        {({ toast }) => (
          <AriaToast toast={toast} className="ts-toast" data-meaning={toast.content.meaning ?? 'neutral'}>
            <ToastBody message={toast.content} onUndo={() => undo(toast.key, toast.content)} />
          </AriaToast>
        )}
      </AriaToastRegion>
    </>
  );
}

function ToastBody({ message, onUndo }: { message: ToastMessage; onUndo: () => void }) {
  return (
    <>
      <span className="ts-toast-glyph">
        <MeaningGlyph meaning={message.meaning ?? 'neutral'} />
      </span>
      <AriaToastContent className="ts-toast-words">
        <Text slot="title" className="ts-toast-title">
          {message.title}
        </Text>
        {message.detail ? <Text slot="description">{message.detail}</Text> : null}
      </AriaToastContent>
      {message.onUndo ? (
        <Button keys="z" onPress={onUndo}>
          {t('toast.undo')}
        </Button>
      ) : null}
      <IconButton slot="close" icon={X} label={t('toast.close')} />
      {message.onUndo ? (
        <span className="ts-toast-time" style={{ animationDuration: `${undoMs}ms` }} />
      ) : null}
    </>
  );
}

function UndoKey({ onUndo }: { onUndo: () => void }) {
  useShortcuts([{ keys: 'z', label: t('keys.undo'), group: t('keys.group.everywhere'), run: onUndo }]);
  return null;
}

function undo(key: string, message: ToastMessage): void {
  toasts.close(key);
  message.onUndo?.();
}
