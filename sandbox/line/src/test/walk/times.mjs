// Measures, asserts nothing: the time from a press to the painted queue of 500 cases, and to a painted case. Prints medians of 30 runs.
import { end, id, must, signIn } from './browser.mjs';

const RUNS = 30;

/** Milliseconds in the page's own clock from the press until this many elements stand there and the frame after that was drawn. */
const pressed = (page, press, gone, there, least) => page.evaluate(async ([pressAt, goneAt, thereAt, count]) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const start = performance.now();
  document.querySelector(pressAt).click();
  while (goneAt && document.querySelector(goneAt)) await frame();
  while (document.querySelectorAll(thereAt).length < count) await frame();
  await frame();
  return performance.now() - start;
}, [press, gone, there, least]);

function told(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.ceil(share * sorted.length) - 1].toFixed(0);
  console.log(`${name} | ${sorted.length} | ${at(0.5)} | ${at(0.95)} | ${sorted.at(-1).toFixed(0)}`);
}

const page = await signIn('operator-1');
await page.locator('[data-testid^=row-]').first().waitFor();
const shown = await page.locator('[data-testid^=row-]').count();
must(shown === 499, `499 rows and a word that there are more, not ${shown}`);
const queue = [];
const single = [];
for (let i = 0; i < RUNS; i++) {
  await id(page, 'view-closed').click();
  await id(page, 'empty').waitFor();
  queue.push(await pressed(page, '[data-testid=view-waiting]', '[data-testid=empty]', '[data-testid^=row-]', shown));
}
const first = await page.locator('[data-testid^=row-]').first().getAttribute('data-testid');
await id(page, first).click();
await id(page, 'claim').click();
await id(page, 'case-open').waitFor();
const answers = await id(page, 'answer').count();
for (let i = 0; i < RUNS; i++) {
  await id(page, 'view-waiting').click();
  await id(page, 'case-open').waitFor({ state: 'detached' });
  await id(page, first).waitFor();
  single.push(await pressed(page, `[data-testid=${first}]`, '', '[data-testid=answer]', answers));
}
console.log('what | runs | p50 ms | p95 ms | slowest ms');
told('the queue of 500 (499 rows)', queue);
told(`a case of ${answers} answers and a file`, single);
await end();
