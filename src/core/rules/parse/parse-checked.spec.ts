import { describe, expect, it } from 'vitest';
import { flag, listOf, mapOf, objectOf, oneOf, text } from './file-schema.js';
import type { FileSchema } from './file-schema.js';
import { parseChecked } from './parse-checked.js';
import { formatRuleFault } from './rule-fault.js';

interface Zoo {
  readonly title: string;
  readonly animals: Readonly<
    Record<
      string,
      string | { readonly label: string; readonly legs?: 'two' | 'four'; readonly wild?: boolean }
    >
  >;
  readonly days?: readonly string[];
}

const zoo: FileSchema<Zoo> = {
  kind: 'zoo',
  schema: objectOf(
    'a zoo',
    {
      title: text('its name'),
      animals: mapOf(
        'the animals',
        {
          description: "a caption, or a mapping with 'label'",
          anyOf: [
            { type: 'string' },
            objectOf(
              'an animal',
              { label: text('caption'), legs: oneOf(['two', 'four'], 'how many'), wild: flag('not tame') },
              ['label'],
            ),
          ],
        },
        { type: 'string', pattern: '^[a-z]+$', description: 'lower-case letters' },
      ),
      days: listOf({ type: 'string' }),
    },
    ['title', 'animals'],
  ),
};

function complaintsAbout(yaml: string): readonly string[] {
  const outcome = parseChecked(zoo, yaml, 'zoo.yaml');
  return outcome.ok ? [] : outcome.faults.map(formatRuleFault);
}

describe('parseChecked', () => {
  it('gives the value and the position of each of its parts', () => {
    const outcome = parseChecked(zoo, 'title: T\nanimals:\n  cat: { label: Cat, legs: four }\n', 'zoo.yaml');
    expect(outcome.ok && outcome.value).toEqual({
      title: 'T',
      animals: { cat: { label: 'Cat', legs: 'four' } },
    });
    expect(outcome.ok && outcome.locate(['animals', 'cat', 'legs'], 'key')).toEqual({ line: 3, column: 22 });
    expect(outcome.ok && outcome.locate(['animals', 'cat', 'legs'])).toEqual({ line: 3, column: 28 });
  });

  it('tells every fault at once, each at its line and column, in plain sentences', () => {
    const yaml = [
      'titel: T',
      'animals:',
      '  cat: { label: Cat, legs: fuor, colour: red }',
      '  Dog: { wild: yes }',
      '  emu: 12',
      'days: [0012]',
    ].join('\n');
    expect(complaintsAbout(yaml)).toEqual(
      expect.arrayContaining([
        "zoo.yaml:1:1 a zoo needs 'title'",
        "zoo.yaml:1:1 unknown setting 'titel' of a zoo; did you mean 'title'?",
        "zoo.yaml:3:28 'fuor' is not allowed here; did you mean 'four'?",
        "zoo.yaml:3:34 unknown setting 'colour' of an animal; it can have: label, legs, wild",
        "zoo.yaml:4:3 'Dog' cannot be used as a name: it must be lower-case letters",
        "zoo.yaml:4:3 an animal needs 'label'",
        'zoo.yaml:4:16 must be true or false, not text',
        "zoo.yaml:5:8 it must be a caption, or a mapping with 'label'",
        'zoo.yaml:6:8 must be text, not a whole number; put it in quotes',
      ]),
    );
    expect(complaintsAbout(yaml)).toHaveLength(9);
  });

  it('reports bad YAML and duplicate keys with their place instead of throwing', () => {
    expect(complaintsAbout('title: T\ntitle: U\nanimals: {}\n')).toEqual([
      'zoo.yaml:2:1 Map keys must be unique',
    ]);
    expect(complaintsAbout('title: [T\n')[0]).toMatch(/^zoo\.yaml:2:1 /);
  });

  it('refuses aliases that expand without end', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((key, index) => {
        const previous = 'abcdefg'[index];
        return `${key}: &${key} [*${previous},*${previous},*${previous},*${previous},*${previous}]`;
      }),
    ].join('\n');
    expect(complaintsAbout(bomb)).toHaveLength(1);
  });

  it('knows anchors and merge keys', () => {
    const outcome = parseChecked(
      zoo,
      'title: T\nanimals:\n  cat: &cat { label: Cat, legs: four }\n  dog: { <<: *cat, label: Dog }\n',
      'zoo.yaml',
    );
    expect(outcome.ok && outcome.value.animals['dog']).toEqual({ label: 'Dog', legs: 'four' });
  });
});
