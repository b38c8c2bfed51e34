// A registry mirror that lacks the packages for other platforms makes `npm install` leave them out of the lock, and npm 11's `npm ci` then
// refuses the lock on every machine. This puts the missing optional platform packages back (without integrity: there is nothing to hash).
// `node e2e/setup/complete-lock.mjs` repairs package-lock.json; the unit test beside it fails while it is incomplete.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const file = fileURLToPath(new URL('../../package-lock.json', import.meta.url));

/** Optional dependencies that some package of the lock names and the lock does not hold. */
export function missingFrom(lock) {
  const missing = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`])
        missing.push({ name, version, of: path });
    }
  }
  return missing;
}

/** `@biomejs/cli-linux-x64-musl`: the name says for which machine it is. */
function entryOf({ name, version, of }, lock) {
  const [, os, cpu, libc] =
    /(android|darwin|freebsd|linux|win32)-(arm64|arm|x64|ia32|riscv64|s390x|ppc64)(?:-(musl|gnu))?$/.exec(name) ?? [];
  if (!os || !cpu)
    throw new Error(`${name} is missing and its name does not say for which platform it is: install it by hand`);
  const parent = lock.packages[of];
  return {
    version,
    cpu: [cpu],
    ...(parent.dev && { dev: true }),
    ...(os === 'linux' && { libc: [libc === 'musl' ? 'musl' : 'glibc'] }),
    ...(parent.license && { license: parent.license }),
    optional: true,
    os: [os],
    ...(parent.engines && { engines: parent.engines }),
  };
}

export function completed(lock) {
  const added = missingFrom(lock).map((gap) => [`node_modules/${gap.name}`, entryOf(gap, lock)]);
  const packages = Object.entries(lock.packages);
  for (const [path, entry] of added) {
    // npm's own order; the rest of the file stays as it is.
    const after = packages.findIndex(([other]) => other !== '' && other.localeCompare(path, 'en') > 0);
    packages.splice(after < 0 ? packages.length : after, 0, [path, entry]);
  }
  return { ...lock, packages: Object.fromEntries(packages) };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingFrom(lock);
  writeFileSync(file, `${JSON.stringify(completed(lock), null, 2)}\n`);
  console.log(missing.length === 0 ? 'Nothing was missing.' : `Added: ${missing.map(({ name }) => name).join(', ')}`);
}
