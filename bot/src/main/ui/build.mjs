import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const MOST_GZIP_BYTES = 70 * 1000;
const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../../../target');

if (process.argv.includes('--tests')) {
  const out = join(target, 'ui-tests');
  rmSync(out, { recursive: true, force: true });
  await build({
    entryPoints: readdirSync(join(here, 'test')).filter((name) => name.endsWith('.test.ts')).map((name) => join(here, 'test', name)),
    outdir: out, outExtension: { '.js': '.mjs' }, bundle: true, alias: { '@noble/curves/nist.js': join(here, 'src/crypto/nistless.ts') }, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error',
  });
} else {
  await console_();
}

async function console_() {
  const out = join(target, 'ui/static');
  rmSync(out, { recursive: true, force: true });
  const shared = { bundle: true, alias: { '@noble/curves/nist.js': join(here, 'src/crypto/nistless.ts') }, minify: true, charset: 'utf8', target: 'es2022', legalComments: 'none', write: false, logLevel: 'error' };
  const script = (await build({ ...shared, entryPoints: [join(here, 'src/main.tsx')], format: 'esm', jsx: 'automatic', jsxImportSource: 'preact' })).outputFiles[0].contents;
  const style = (await build({ ...shared, entryPoints: [join(here, 'src/style.css')] })).outputFiles[0].contents;
  const viewer = (await build({ ...shared, entryPoints: [join(here, 'src/viewer/viewer.ts')], format: 'iife' })).outputFiles[0].contents;
  const scriptPath = put(out, `assets/console-${hash(script)}.js`, script);
  const stylePath = put(out, `assets/style-${hash(style)}.css`, style);
  const icon = readFileSync(join(here, 'src/icon.svg'));
  const iconPath = put(out, `assets/icon-${hash(icon)}.svg`, icon);
  const page = readFileSync(join(here, 'src/index.html'), 'utf8')
    .replace('%ICON%', `href="/${iconPath}"`)
    .replace('%STYLE%', `href="/${stylePath}" integrity="${integrity(style)}"`)
    .replace('%SCRIPT%', `src="/${scriptPath}" integrity="${integrity(script)}"`);
  put(out, 'index.html', Buffer.from(page));
  put(out, 'viewer/index.html', readFileSync(join(here, 'src/viewer/index.html')));
  put(out, 'viewer/viewer.js', viewer);
  manifest(out);
  const size = gzipSync(script, { level: 9 }).length;
  console.log(`console ${(script.length / 1000).toFixed(1)} kB, ${(size / 1000).toFixed(1)} kB gzip; style ${(gzipSync(style).length / 1000).toFixed(1)} kB gzip`);
  if (size > MOST_GZIP_BYTES) {
    throw new Error(`The console's script is larger than ${MOST_GZIP_BYTES} bytes with gzip`);
  }
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}

function integrity(bytes) {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

function put(out, path, bytes) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), bytes);
  return path;
}

function manifest(out) {
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const sums = files.map((one) => join(one.parentPath ?? one.path, one.name)).sort()
    .map((path) => [relative(out, path), createHash('sha256').update(readFileSync(path)).digest('hex')]);
  writeFileSync(join(out, 'manifest.sha256.json'), JSON.stringify(Object.fromEntries(sums), null, 2) + '\n');
}
