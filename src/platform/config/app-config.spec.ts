import { describe, expect, it } from 'vitest';
import { ConfigurationError, readSettings } from './app-config.js';
import { describeEnvironment, exampleEnvironment } from './describe-environment.js';
import { deriveKey } from './secret.js';

describe('settings', () => {
  it('have a default for everything but secrets', () => {
    const settings = readSettings({}, '/hub');
    expect(settings.http.port).toBe(4600);
    expect(settings.storage.dataDir).toBe('/hub/.touchstone');
    expect(settings.ingest.fieldMaxBytes).toBe(1024 ** 2);
    expect(settings.database.url).toBeUndefined();
    expect(settings.security.secret).toBeUndefined();
  });

  it('name all faulty variables at once, and none of their values', () => {
    const variables = {
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://root:hunter2@db',
      TOUCHSTONE_SECRET: 'hunter2',
      TOUCHSTONE_DATADIR: '/data',
    };
    const read = () => readSettings(variables, '/hub');
    expect(read).toThrow(ConfigurationError);
    let message = '';
    try {
      read();
    } catch (error) {
      message = String(error);
    }
    for (const name of Object.keys(variables)) expect(message).toContain(name);
    for (const value of ['eighty', 'loud', 'hunter2', '/data']) expect(message).not.toContain(value);
  });

  it('understand sizes with units and lists', () => {
    const settings = readSettings(
      { INGEST_FIELD_MAX: '64KiB', ALLOWED_ORIGINS: 'https://a.example, https://b.example' },
      '/hub',
    );
    expect(settings.ingest.fieldMaxBytes).toBe(65_536);
    expect(settings.http.allowedOrigins).toEqual(['https://a.example', 'https://b.example']);
  });

  it('treat a blank variable as absent', () => {
    expect(readSettings({ DATABASE_URL: ' ', PORT: '' }, '/hub').database.url).toBeUndefined();
  });

  it('cannot be changed once read', () => {
    const settings = readSettings({}, '/hub');
    expect(Object.isFrozen(settings) && Object.values(settings).every(Object.isFrozen)).toBe(true);
  });

  it('are documented, every variable on the page and in the template', () => {
    expect(describeEnvironment()).toContain('| `DATABASE_URL` | none |');
    expect(exampleEnvironment()).toContain('#INGEST_FIELD_MAX=1MiB');
  });
});

it('derives another key for every purpose, and always the same for one', () => {
  expect(deriveKey('secret', 'cursor')).toEqual(deriveKey('secret', 'cursor'));
  expect(deriveKey('secret', 'cursor')).not.toEqual(deriveKey('secret', 'session'));
});
