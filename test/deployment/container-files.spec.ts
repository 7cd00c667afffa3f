import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { DockerfileParser, type Copy } from 'dockerfile-ast';
import { validate, ValidationSeverity } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';

// Docker itself is not needed: these files are read as Docker and Compose read them.
const dockerfileText = readFileSync('Dockerfile', 'utf8');
const composeText = readFileSync('compose.yaml', 'utf8');
const { scripts, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
  engines: { readonly node: string };
};
/** Commands of the hub, as `src/cli.ts` lists them. */
const COMMANDS = namesIn('src/cli.ts', /^ {2}(\w+): async \(\) =>/gm);
/** Settings of the hub: the file is generated from `Environment`, and `npm run check` compares them. */
const VARIABLES = namesIn('.env.example', /^# ?([A-Z][A-Z0-9_]+)=/gm);
/** What `npm run build` and `npm ci` make in the image. */
const BUILT = ['dist', 'web/dist', 'node_modules'];
/** Words of a variable's name that say its value is a secret. */
const SECRET_NAME = /PASSWORD|SECRET|TOKEN|KEY/;
/** A value that Compose refuses to start without: `${NAME:?why}`. */
const DEMANDED = /^\$\{[A-Z_]+:\?[^}]+\}$/;

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly volumes?: readonly string[];
  readonly build?: string;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

function namesIn(path: string, pattern: RegExp): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(pattern)].flatMap(([, name]) => name ?? []);
}

function lintDockerfile(text: string): readonly string[] {
  const all = ValidationSeverity.ERROR;
  return validate(text, {
    deprecatedMaintainer: all,
    directiveCasing: all,
    emptyContinuationLine: all,
    instructionCasing: all,
    instructionCmdMultiple: all,
    instructionEntrypointMultiple: all,
    instructionHealthcheckMultiple: all,
    instructionJSONInSingleQuotes: all,
    instructionWorkdirRelative: all,
  }).map(({ range, message }) => `line ${range.start.line + 1}: ${JSON.stringify(message)}`);
}

function readCompose(text: string): Compose {
  const document = parseDocument(text, { merge: true });
  expect(document.errors).toEqual([]);
  return document.toJS() as Compose;
}

function faultsOfCompose(text: string): readonly string[] {
  const path = 'test/fixtures/compose-spec/compose-spec.json';
  // The schema names draft 07 by an address that ajv does not know for its own.
  const { $schema: _draft, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const check = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  check(readCompose(text));
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('the Dockerfile', () => {
  const dockerfile = DockerfileParser.parse(dockerfileText);
  const instructions = dockerfile.getInstructions();
  const argumentsOf = (keyword: string): readonly string[] =>
    instructions
      .filter(instruction => instruction.getKeyword() === keyword)
      .map(instruction => instruction.getRawArgumentsContent() ?? '');

  it('has no fault that a linter knows', () => {
    expect(lintDockerfile(dockerfileText)).toEqual([]);
  });

  it('would be refused with a fault (so the linter looks)', () => {
    expect(lintDockerfile(dockerfileText.replace('EXPOSE 4600', 'EXPOSE abc'))).toHaveLength(1);
    expect(lintDockerfile(dockerfileText.replace('WORKDIR /app', 'WORKDRI /app'))).not.toEqual([]);
    expect(lintDockerfile(`${dockerfileText}CMD ["worker"]\n`)).not.toEqual([]);
  });

  it('copies only what is there or was built, from stages that exist', () => {
    const stages = argumentsOf('FROM').map(text => / AS (\S+)$/i.exec(text)?.[1]);
    const copies = dockerfile.getCOPYs();
    expect(copies.length).toBeGreaterThan(5);
    for (const copy of copies) {
      const stage = stageOf(copy);
      if (stage !== undefined) expect(stages).toContain(stage);
      const sources = copy
        .getArguments()
        .slice(0, -1)
        .map(argument => argument.getValue());
      for (const source of sources) {
        const path = stage === undefined ? source : source.replace(/^\/app\//, '');
        const isThere = existsSync(path) || (stage !== undefined && BUILT.includes(path));
        expect(isThere, `${source} of line ${copy.getRange().start.line + 1}`).toBe(true);
      }
    }
  });

  it('runs only scripts that package.json has', () => {
    const named = argumentsOf('RUN').flatMap(line =>
      [...line.matchAll(/npm run (\S+)/g)].map(([, name]) => name),
    );
    expect(named).toContain('build');
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  it('keeps the packages that are optional to npm and needed by the hub, such as the password hash', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Readonly<Record<string, { optional?: boolean }>>;
    };
    expect(lock.packages['node_modules/@node-rs/argon2-linux-x64-gnu']).toMatchObject({ optional: true });
    expect(argumentsOf('RUN').join('\n')).not.toMatch(/omit[= ]optional|no-optional/);
  });

  it('sets only variables that the hub reads, and no secret', () => {
    const names = argumentsOf('ENV').flatMap(line =>
      [...line.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name ?? ''),
    );
    expect(names).toContain('TOUCHSTONE_DATA_DIR');
    for (const name of names) {
      expect([...VARIABLES, 'NODE_ENV']).toContain(name);
      expect(name).not.toMatch(SECRET_NAME);
    }
    expect(dockerfileText).not.toMatch(/^ARG .*(PASSWORD|SECRET|TOKEN)/m);
  });

  it('runs a Node that the hub supports, as an ordinary user, with a command that exists', () => {
    const minimum = Number(/>=(\d+)/.exec(engines.node)?.[1]);
    for (const from of argumentsOf('FROM')) {
      expect(Number(/^node:(\d+)-/.exec(from)?.[1])).toBeGreaterThanOrEqual(minimum);
    }
    expect(argumentsOf('USER').at(-1)).toBe('node');
    const [program, ...words] = JSON.parse(argumentsOf('ENTRYPOINT').join('')) as readonly string[];
    const script = words.find(word => !word.startsWith('-')) ?? '';
    expect(program).toBe('node');
    expect(existsSync(script)).toBe(true);
    expect(COMMANDS).toContain((JSON.parse(argumentsOf('CMD').join('')) as readonly string[])[0]);
    expect(argumentsOf('EXPOSE')).toEqual([
      /^# ?PORT=(\d+)/m.exec(readFileSync('.env.example', 'utf8'))?.[1],
    ]);
  });
});

describe('compose.yaml', () => {
  const compose = readCompose(composeText);
  const hubs = Object.entries(compose.services).filter(([, service]) => service.build !== undefined);

  it('is what the Compose Specification says', () => {
    expect(faultsOfCompose(composeText)).toEqual([]);
  });

  it('would be refused with a fault (so the schema is looked at)', () => {
    expect(faultsOfCompose(composeText.replace('restart: unless-stopped', 'restat: always'))).not.toEqual([]);
    expect(faultsOfCompose(composeText.replace('retries: 30', 'retries: [many]'))).not.toEqual([]);
  });

  it('runs serve, worker and migrate, each a command of the hub', () => {
    expect(hubs.map(([, { command }]) => command?.[0] ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual([
      'migrate',
      'serve',
      'worker',
    ]);
    for (const [, { command }] of hubs) expect(COMMANDS).toContain(command?.[0]);
  });

  it('sets only variables that the hub reads, and all that separate processes need', () => {
    for (const [name, { environment = {} }] of hubs) {
      for (const variable of Object.keys(environment)) expect(VARIABLES, name).toContain(variable);
      expect(Object.keys(environment)).toEqual(expect.arrayContaining(['DATABASE_URL', 'TOUCHSTONE_SECRET']));
    }
  });

  it('refers only to services and volumes that it has', () => {
    for (const { depends_on: needed = {}, volumes = [] } of Object.values(compose.services)) {
      for (const name of Object.keys(needed)) expect(Object.keys(compose.services)).toContain(name);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
  });

  it('has no default password: what is secret must be given, or nothing starts', () => {
    const secrets = Object.values(compose.services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => SECRET_NAME.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(2);
    for (const [name, value] of secrets) expect(value, name).toMatch(DEMANDED);
    for (const [name, { environment = {} }] of hubs) {
      const password = /^postgres:\/\/\w+:(\$\{.*\})@postgres:5432\/touchstone$/.exec(
        environment['DATABASE_URL'] ?? '',
      )?.[1];
      expect(password, name).toMatch(DEMANDED);
    }
    expect(composeText).not.toMatch(/POSTGRES_HOST_AUTH_METHOD|trust/);
  });
});

function stageOf(copy: Copy): string | undefined {
  const flag = copy.getFlags().find(each => each.getName() === 'from');
  return flag?.getValue() ?? undefined;
}
