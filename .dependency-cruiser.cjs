/**
 * The architecture as rules. `npm run check` runs them; each comment says what to do instead.
 * Order of the pipeline, most upstream first: rules, sources, ingestion, matching, golden-records, bulk-load, stewardship.
 */
const pipeline = ['sources', 'rules', 'ingestion', 'matching', 'golden-records', 'bulk-load', 'stewardship'];

/** A module may import those before it in the pipeline, never those after it. */
const downstreamOnly = pipeline.slice(0, -1).map((name, place) => ({
  name: `downstream-only-${name}`,
  comment: `${name} does not know what comes after it. Raise a TransactionalEvent and let the later module subscribe.`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: {
    path: `^src/(${pipeline
      .slice(place + 1)
      .filter(later => !(name === 'sources' && later === 'rules'))
      .join('|')})/`,
  },
}));

/** Folders in parts, each lowest first; what puts the parts together lies beside them. */
const parted = {
  'core/columnar': [
    'threads',
    'table',
    'fields',
    'levels',
    'blocking',
    'model',
    'clusters',
    'alignment',
    'spills',
  ],
  generator: ['seed', 'words', 'things', 'copies', 'sources', 'feeds', 'truth', 'deliveries'],
};

/** A part may import those below it. */
const partsKnowWhatIsBelow = Object.entries(parted).flatMap(([folder, parts]) =>
  parts.map((name, place) => ({
    name: `${folder.split('/').at(-1)}-${name}-knows-what-is-below`,
    comment: `${folder}/${name} may use ${place === 0 ? 'no other part' : parts.slice(0, place).join(', ')}. Move what both need down, or the caller up.`,
    severity: 'error',
    from: { path: `^src/${folder}/${name}/`, pathNot: '\\.spec\\.ts$' },
    to: {
      path: `^src/${folder}/(${[...parts.slice(place + 1).map(part => `${part}/`), '[^/]+$'].join('|')})`,
    },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment:
        'core decides; it does no I/O and knows no framework. Pass what it needs as arguments, or move the effect to the module.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '.',
        pathNot: ['^src/core/', '^node_modules/(yaml|ajv|any-ascii|libphonenumber-js)/'],
      },
    },
    {
      name: 'generator-is-pure',
      comment: 'The synthetic network is a function of its seed. Only write-network touches files.',
      severity: 'error',
      from: { path: '^src/generator/', pathNot: ['\\.spec\\.ts$', '^src/generator/(write-|output-file)'] },
      to: { path: '.', pathNot: ['^src/(generator|core)/', '^node:'] },
    },
    {
      name: 'through-the-front-door',
      comment:
        "Import another module through its index.ts; what is not exported there is the module's own business.",
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/(access|audit|bulk-load|documents|golden-records|ingestion|matching|offline|operations|rules|sources|stewardship|syndication)/',
        pathNot: ['^src/$1/', '/index\\.ts$'],
      },
    },
    ...downstreamOnly,
    ...partsKnowWhatIsBelow,
    {
      name: 'syndication-reads-the-outbox-only',
      comment:
        'Syndication must work when every other module is replaced: it reads the outbox table and the rule files.',
      severity: 'error',
      from: { path: '^src/syndication/' },
      to: { path: '^src/(ingestion|matching|golden-records|stewardship)/' },
    },
    {
      name: 'platform-knows-nobody',
      comment: 'platform is glue for everybody, so it depends on nobody but core/model and core/rules types.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(?!platform/|core/)' },
    },
    {
      name: 'cross-cutting-modules-stay-low',
      comment: 'access and audit are used by every module, so they depend on core and platform only.',
      severity: 'error',
      from: { path: '^src/(access|audit)/' },
      to: { path: '^src/(?!access/|audit/|core/|platform/)' },
    },
    {
      name: 'no-cycles',
      comment: 'Break the circle: move what both need to a third file, or turn one direction into an event.',
      severity: 'error',
      from: {},
      // Types that name each other cost nothing at run time and need no order.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration must mean the same in five years: SQL and TypeORM only, nothing from src.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^src/' },
    },
    {
      name: 'not-to-dev-dependencies',
      comment: 'What runs in production is a dependency, not a devDependency.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
