/** A module of the build, which is what is measured: `npm run build:server` comes first. */
export const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../dist/src/${path}/index.js`, import.meta.url).href);
