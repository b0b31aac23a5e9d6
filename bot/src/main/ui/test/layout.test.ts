import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signOf } from '../src/layout';

const sign = (key: string, code: string, shiftKey = false) => signOf({ key, code, shiftKey });

test('reads a Latin key by its letter, wherever the layout puts it', () => {
  assert.equal(sign('j', 'KeyJ'), 'j');
  assert.equal(sign('a', 'KeyQ'), 'a');
  assert.equal(sign('J', 'KeyJ'), 'j');
  assert.equal(sign('?', 'Slash', true), '?');
  assert.equal(sign('2', 'Digit2'), '2');
});

test('reads a Cyrillic key by its place', () => {
  assert.equal(sign('о', 'KeyJ'), 'j');
  assert.equal(sign('л', 'KeyK'), 'k');
  assert.equal(sign('у', 'KeyE'), 'e');
  assert.equal(sign('.', 'Slash'), '/');
  assert.equal(sign(',', 'Slash', true), '?');
});

test('reads nothing from a capital, a named key or a stop elsewhere', () => {
  assert.equal(sign('J', 'KeyJ', true), 'J');
  assert.equal(sign('О', 'KeyJ', true), '');
  assert.equal(sign('Enter', 'Enter'), '');
  assert.equal(sign('.', 'Period'), '.');
  assert.equal(sign('ж', 'Semicolon'), '');
});
