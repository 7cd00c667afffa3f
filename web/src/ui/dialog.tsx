import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { t } from '../i18n/index.js';
import { IconButton } from './button.js';
import './dialog.css';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** The buttons at the bottom, the safe one first. */
  actions?: ReactNode;
  /** `wide` for comparisons and tables. */
  size?: 'narrow' | 'wide';
  /** An interruption that must be answered: no close button, no escape, no press outside. */
  mustAnswer?: boolean;
  children: ReactNode;
}

/** Takes the screen until it is answered. For money, for what cannot be undone, and for reasons; never on another dialog. */
export function Dialog({
  title,
  isOpen,
  onClose,
  actions,
  size = 'narrow',
  mustAnswer = false,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      className="ts-scrim"
      isOpen={isOpen}
      isDismissable={!mustAnswer}
      isKeyboardDismissDisabled={mustAnswer}
      onOpenChange={open => {
        if (!open) onClose();
      }}
    >
      <Modal className="ts-modal" data-size={size}>
        <AriaDialog className="ts-dialog" role={mustAnswer ? 'alertdialog' : 'dialog'}>
          <header className="ts-dialog-header">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {mustAnswer ? null : <IconButton icon={X} label={t('dialog.close')} onPress={onClose} />}
          </header>
          <div className="ts-dialog-body">{children}</div>
          {actions ? <footer className="ts-dialog-footer">{actions}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
