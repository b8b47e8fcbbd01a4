// Copies the files named in package.json ("vendor") from node_modules to static/vendor and lists them in
// VENDOR.json with package, version, licence, size and SHA-256.
//   npm ci && npm run vendor         copy
//   npm ci && npm run vendor:check   fail when a committed file differs from its package
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const check = process.argv.includes('--check');
const { devDependencies: pins, vendor } = readJson('package.json');
const files = {};
const wrong = [];

function put(target, bytes) {
  if (!check) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  } else if (!readFileSync(target).equals(bytes)) {
    wrong.push(target);
  }
}

for (const [source, target] of Object.entries(vendor)) {
  const name = source.split('/').slice(0, source.startsWith('@') ? 2 : 1).join('/');
  const { version, license } = readJson(`node_modules/${name}/package.json`);
  if (pins[name] && pins[name] !== version) throw new Error(`${name}: ${version} installed, ${pins[name]} pinned`);
  let bytes = readFileSync(`node_modules/${source}`);
  if (/\.(js|css)$/.test(target)) {
    // ManifestStaticFilesStorage stops at a source map that is not there.
    bytes = Buffer.from(bytes.toString('utf8').replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*\s*$/, '\n'));
  }
  put(target, bytes);
  files[target] = { package: name, version, license, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
put('static/vendor/VENDOR.json', Buffer.from(`${JSON.stringify({ files }, null, 2)}\n`));
if (wrong.length) throw new Error(`differs from the package: ${wrong.join(', ')}`);
console.log(`${Object.keys(files).length} files ${check ? 'checked' : 'copied'}`);
