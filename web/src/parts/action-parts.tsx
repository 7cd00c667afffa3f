import { Archive, Check, Ellipsis, GitMerge, Pencil, RefreshCw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  ButtonLink,
  Dialog,
  IconButton,
  Kbd,
  Menu,
  Popover,
  showToast,
  TextField,
  Tooltip,
} from '../ui/index.js';
import { Sample } from './sample.js';

export function ActionParts() {
  return (
    <>
      <Sample name="Button: primary, plain, quiet, danger">
        <Button variant="primary" icon={Check} keys="m">
          Same
        </Button>
        <Button icon={X} keys="n">
          Not the same
        </Button>
        <Button variant="quiet" keys="s">
          Snooze
        </Button>
        <Button variant="danger" icon={Trash2}>
          Withdraw
        </Button>
      </Sample>
      <Sample name="Button: disabled, busy, link">
        <Button variant="primary" isDisabled>
          Approve
        </Button>
        <Button isDisabled>Approve</Button>
        <Button variant="quiet" isDisabled>
          Approve
        </Button>
        <Button variant="primary" isPending>
          Merging
        </Button>
        <Button isPending>Loading</Button>
        <ButtonLink href="/parts" icon={RefreshCw}>
          Open the batch
        </ButtonLink>
      </Sample>
      <Sample name="Icon button, with tooltip">
        <IconButton icon={Pencil} label="Edit" keys="e" />
        <IconButton icon={GitMerge} label="Merge" variant="plain" />
        <IconButton icon={Archive} label="Archive" isDisabled />
        <Tooltip text="Rests on any part that can be focused">
          <Button>Hover me</Button>
        </Tooltip>
      </Sample>
      <Sample name="Keys">
        {['m', 'Shift+X', 'g d', 'Mod+Enter', 'Escape', '?'].map(keys => (
          <Kbd key={keys} keys={keys} />
        ))}
      </Sample>
      <OverlaySamples />
    </>
  );
}

function OverlaySamples() {
  const [open, setOpen] = useState<'plain' | 'must'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Sample name="Menu, popover, dialog">
        <Menu
          label="More actions"
          trigger={<IconButton icon={Ellipsis} label="More" variant="plain" />}
          groups={[
            {
              id: 'record',
              label: 'Record',
              actions: [
                { id: 'edit', label: 'Edit', icon: Pencil, keys: 'e' },
                { id: 'split', label: 'Take apart…', icon: GitMerge },
                { id: 'archive', label: 'Archive', icon: Archive, isDisabled: true },
              ],
            },
            {
              id: 'rows',
              label: 'Rows',
              actions: [
                { id: 'compact', label: 'Compact', isCurrent: true },
                { id: 'comfortable', label: 'Comfortable' },
              ],
            },
          ]}
        />
        <Popover label="Filter" trigger={<Button>Filter</Button>}>
          {closePopover => (
            <div style={{ display: 'grid', gap: 'var(--space-3)', inlineSize: '16rem' }}>
              <TextField label="Name contains" placeholder="surgical" />
              <Button variant="primary" onPress={closePopover}>
                Apply
              </Button>
            </div>
          )}
        </Popover>
        <Button onPress={() => setOpen('plain')}>Dialog</Button>
        <Button onPress={() => setOpen('must')}>Must answer</Button>
      </Sample>
      <Sample name="Toast: stays ten seconds, z takes back">
        <Button
          onPress={() =>
            showToast({
              title: 'Merged into Meridian Surgical Supply, Inc.',
              meaning: 'ok',
              detail: '2 source records, 3 sites re-pointed',
              onUndo: () => showToast({ title: 'Taken back', meaning: 'neutral' }),
            })
          }
        >
          Done, with undo
        </Button>
        <Button
          onPress={() =>
            showToast({
              title: 'Somebody else decided this pair first',
              meaning: 'review',
              detail: 'K. Osei, 12 s ago: not the same',
            })
          }
        >
          Notice
        </Button>
        <Button
          onPress={() =>
            showToast({
              title: 'The change was refused',
              meaning: 'different',
              detail: 'You may not approve your own bank change.',
            })
          }
        >
          Failure
        </Button>
      </Sample>
      <Dialog
        title="Withdraw the judgement?"
        isOpen={open !== undefined}
        onClose={close}
        mustAnswer={open === 'must'}
        actions={
          <>
            <Button onPress={close}>Keep it</Button>
            <Button variant="danger" onPress={close}>
              Withdraw
            </Button>
          </>
        }
      >
        <p>The two records may be merged by the machine again. Your comment stays in the history.</p>
        <TextField label="Reason" rows={3} />
      </Dialog>
    </>
  );
}
