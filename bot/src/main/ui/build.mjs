import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const MOST_GZIP_BYTES = 72 * 1000;
const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../../../target');

const shared = { bundle: true, alias: { '@noble/curves/nist.js': join(here, 'src/crypto/nistless.ts') }, minify: true, charset: 'utf8', target: 'es2022', legalComments: 'none', write: false, logLevel: 'error' };

async function console_() {
  const out = join(target, 'ui/static');
  rmSync(out, { recursive: true, force: true });
  const style = (await build({ ...shared, entryPoints: [join(here, 'src/style.css')] })).outputFiles[0].contents;
  const viewer = (await build({ ...shared, entryPoints: [join(here, 'src/viewer/viewer.ts')], format: 'iife' })).outputFiles[0].contents;
  const stylePath = put(out, `assets/style-${hash(style)}.css`, style);
  const icon = readFileSync(join(here, 'src/icon.svg'));
  const iconPath = put(out, `assets/icon-${hash(icon)}.svg`, icon);
  const { entry, first, all } = await scripts(out, 'console', 'src/main.tsx');
  const members = await scripts(out, 'members', 'src/members/main.tsx');
  const map = JSON.stringify({ integrity: Object.fromEntries([...all, ...members.all].map((one) => [`/${one.path}`, integrity(one.bytes)])) });
  const more = (await build({ ...shared, entryPoints: [join(here, 'src/members/members.css')] })).outputFiles[0].contents;
  const morePath = put(out, `assets/members-${hash(more)}.css`, more);
  const page = (name, one) => Buffer.from(readFileSync(join(here, name), 'utf8')
    .replace('%ICON%', `href="/${iconPath}"`)
    .replace('%STYLE%', `href="/${stylePath}" integrity="${integrity(style)}"`)
    .replace('%MORE%', `href="/${morePath}" integrity="${integrity(more)}"`)
    .replace('%MAP%', map)
    .replace('%FIRST%', one.first.filter((part) => part !== one.entry).map((part) => `<link rel="modulepreload" href="/${part.path}" integrity="${integrity(part.bytes)}">`).join(''))
    .replace('%SCRIPT%', `src="/${one.entry.path}" integrity="${integrity(one.entry.bytes)}"`));
  put(out, 'index.html', page('src/index.html', { entry, first }));
  put(out, 'members/index.html', page('src/members/index.html', members));
  put(join(target, 'ui/org/dodomu/console'), 'importmap.sha256', createHash('sha256').update(map).digest('base64'));
  put(out, 'viewer/index.html', readFileSync(join(here, 'src/viewer/index.html')));
  put(out, 'viewer/viewer.js', viewer);
  manifest(out);
  const size = gzipped(first);
  const kilo = (bytes) => (bytes / 1000).toFixed(1);
  console.log(`console ${kilo(size)} kB gzip at first, ${kilo(gzipped(all) - size)} kB gzip when asked for; style ${kilo(gzipSync(style).length)} kB gzip`);
  const own = gzipped(members.first);
  console.log(`members ${kilo(own)} kB gzip at first, ${kilo(gzipped(members.all) - own)} kB gzip when asked for`);
  if (Math.max(size, own) > MOST_GZIP_BYTES) {
    throw new Error(`The console's or the members' script is larger than ${MOST_GZIP_BYTES} bytes with gzip`);
  }
}

/** A page's scripts: its entry, what the entry needs at once, and all. Each name holds the hash of its bytes, those that it imports included. */
async function scripts(out, name, source) {
  const root = join(out, 'assets');
  const { metafile, outputFiles } = await build({ ...shared, entryPoints: { [name]: join(here, source) }, format: 'esm', jsx: 'automatic', jsxImportSource: 'preact', splitting: true, metafile: true, outdir: root, entryNames: '[name]-[hash]', chunkNames: 'part-[hash]' });
  const all = outputFiles.map(({ path, contents }) => ({ path: put(out, relative(out, path), contents), bytes: contents }));
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, one]) => [relative(out, resolve(path)), one]));
  const at = (path) => all.find((one) => one.path === path);
  const entry = at([...outputs].find(([, one]) => one.entryPoint?.endsWith('main.tsx'))[0]);
  const first = new Set([entry]);
  for (const one of first) {
    for (const needed of outputs.get(one.path).imports) {
      if (needed.kind === 'import-statement') first.add(at(relative(out, resolve(needed.path))));
    }
  }
  return { entry, first: [...first], all };
}

const gzipped = (scripts) => scripts.reduce((sum, one) => sum + gzipSync(one.bytes, { level: 9 }).length, 0);

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
