#!/usr/bin/env node
// `npm run test:journeys`: runs the browser journeys with the browser of this machine, and brings one where there is none.
// What follows on the command line goes to Playwright: `npm run test:journeys -- review --headed`.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Names that browsers of the Chromium family go by on the PATH. */
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
/** Where macOS and Windows keep them instead. */
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(name =>
    process.env[name] === undefined
      ? []
      : [join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe')],
  ),
];
/** How package managers bring Chromium: the commands to run in order, as an administrator. Homebrew refuses to run as one. */
const PACKAGE_MANAGERS = [
  {
    name: 'apt-get',
    runs: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium'],
    ],
  },
  { name: 'dnf', runs: [['dnf', 'install', '--assumeyes', 'chromium']] },
  { name: 'apk', runs: [['apk', 'add', '--no-cache', 'chromium']] },
  { name: 'brew', runs: [['brew', 'install', '--cask', 'chromium']], asUser: true },
];

const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');
const browser = await findBrowser();
if (browser === undefined) {
  process.stderr.write(
    'The browser journeys need Chromium, Chrome or Edge. None is here, and neither a package manager nor ' +
      "Playwright's download could bring one.\nInstall one and run again; if it stands in an unusual place, say where: " +
      'TOUCHSTONE_BROWSER=/path/to/chrome npm run test:journeys\n',
  );
  process.exit(1);
}
process.stdout.write(`Browser journeys with ${browser}\n`);
const { status, error } = spawnSync(process.execPath, [playwright, 'test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TOUCHSTONE_BROWSER: browser },
});
if (error) process.stderr.write(`Playwright could not be started: ${error.message}\n`);
process.exit(status ?? 1);

/** @returns the path of a browser that starts, or nothing when none could be had */
async function findBrowser() {
  const chosen = process.env['TOUCHSTONE_BROWSER'];
  if (chosen !== undefined) {
    if (await starts(chosen)) return chosen;
    process.stderr.write(`TOUCHSTONE_BROWSER names ${chosen}, which does not start.\n`);
    process.exit(1);
  }
  for (const path of installed()) if (await starts(path)) return path;
  if (installByPackageManager()) for (const path of installed()) if (await starts(path)) return path;
  process.stdout.write("No browser from the system: trying Playwright's own download…\n");
  // The libraries that the download needs come from a package manager, which may know no more than before.
  for (const more of isAdministrator() ? [['--with-deps'], []] : [[]]) {
    spawnSync(process.execPath, [playwright, 'install', ...more, '--no-shell', 'chromium'], {
      stdio: 'inherit',
    });
    if (await starts(chromium.executablePath())) return chromium.executablePath();
  }
  return undefined;
}

/** The browsers that are there, the system's first, then one that Playwright has fetched before. */
function installed() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  return [
    ...COMMANDS.flatMap(command => folders.map(folder => join(folder, command))),
    ...PLACES,
    chromium.executablePath(),
  ];
}

/** Whether it really starts: Ubuntu's chromium-browser may be a note that asks for snap, and libraries may be missing. */
async function starts(path) {
  try {
    await (await chromium.launch({ executablePath: path })).close();
    return true;
  } catch {
    return false;
  }
}

/** @returns whether a package manager says that it has installed Chromium */
function installByPackageManager() {
  const manager = PACKAGE_MANAGERS.find(({ name }) => answers(name, '--version'));
  if (manager === undefined) return false;
  const prefix = manager.asUser || isAdministrator() ? [] : ['sudo', '--non-interactive'];
  if (prefix.length > 0 && !answers(...prefix, 'true')) return false;
  process.stdout.write(`No browser here: installing Chromium with ${manager.name}…\n`);
  // Only the last one counts: an index that cannot be refreshed may still know the package.
  const statuses = manager.runs.map(run => {
    const [command, ...rest] = [...prefix, ...run];
    return spawnSync(command, rest, { stdio: 'inherit' }).status;
  });
  return statuses.at(-1) === 0;
}

function isAdministrator() {
  return process.getuid?.() === 0;
}

function answers(command, ...parameters) {
  return spawnSync(command, parameters, { stdio: 'ignore' }).status === 0;
}
