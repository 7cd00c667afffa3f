import { useState } from 'react';
import { Checkbox, SearchBox, Select, Switch, Tabs, TextField } from '../ui/index.js';
import { Sample } from './sample.js';

const methods = [
  { value: 'exact', label: 'Exactly equal' },
  { value: 'tokens', label: 'By words', detail: 'rare words count more' },
  { value: 'characters', label: 'By letters' },
] as const;

export function FieldParts() {
  const [search, setSearch] = useState('');
  const [method, setMethod] = useState<(typeof methods)[number]['value']>('tokens');
  const [tab, setTab] = useState('sources');
  return (
    <>
      <Sample name="Text: empty, filled, faulty, read only, disabled" stacked>
        <TextField
          label="Legal name"
          placeholder="As on the W-9"
          hint="The name that the tax authority knows."
        />
        <TextField label="Vendor number" defaultValue="0000100871" mono />
        <TextField
          label="Tax id"
          defaultValue="84-29173O6"
          mono
          error="An EIN has nine digits; the eighth is a letter."
        />
        <TextField label="Bank account" defaultValue="••••••4821" isDisabled />
        <TextField label="Comment" rows={2} defaultValue="Called the number on file; asked for Dana." />
      </Sample>
      <Sample name="Search, select" stacked>
        <SearchBox
          label="Search suppliers"
          placeholder="Search suppliers…"
          value={search}
          onChange={setSearch}
          keys="/"
        />
        <Select label="Compare" choices={methods} value={method} onChange={setMethod} />
        <Select
          label="Source"
          choices={methods}
          value={null}
          onChange={setMethod}
          placeholder="Choose a source"
        />
        <Select label="Locked" choices={methods} value="exact" onChange={setMethod} isDisabled />
      </Sample>
      <Sample name="Checkbox">
        <Checkbox>Off</Checkbox>
        <Checkbox defaultSelected>On</Checkbox>
        <Checkbox isIndeterminate>Some</Checkbox>
        <Checkbox isDisabled>Locked</Checkbox>
        <Checkbox isDisabled defaultSelected>
          Locked on
        </Checkbox>
      </Sample>
      <Sample name="Switch">
        <Switch>Off</Switch>
        <Switch defaultSelected>On</Switch>
        <Switch isDisabled>Locked</Switch>
        <Switch isDisabled defaultSelected>
          Locked on
        </Switch>
      </Sample>
      <Sample name="Tabs" stacked>
        <Tabs
          label="About this record"
          selected={tab}
          onSelect={setTab}
          items={[
            { id: 'sources', label: 'Sources', count: 4, content: <p>Four source records agree.</p> },
            { id: 'timeline', label: 'Timeline', content: <p>What happened, newest first.</p> },
            { id: 'tasks', label: 'Tasks', count: 0, content: <p>Nothing is open.</p> },
            { id: 'published', label: 'Published', count: 2, content: <p>Two targets have version 7.</p> },
          ]}
        />
      </Sample>
    </>
  );
}
