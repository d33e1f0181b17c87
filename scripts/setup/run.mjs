import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { environment, root } from './root.mjs';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end and answers its exit code (128 + n for signal n). Signals to this process go on to it. It
 * stands in a process group of its own, or a Ctrl-C would reach it twice: from the terminal and from here. `until`: an
 * AbortSignal that ends it.
 */
export const run = (command, args, { cwd = root, env = {}, stdio = ['ignore', 'inherit', 'inherit'], until } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio, detached: true, env: { ...environment(), ...env } });
    const forward = (signal) => child.kill(signal);
    for (const signal of forwarded) process.on(signal, forward);
    until?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    const settle = () => forwarded.forEach((signal) => process.off(signal, forward));
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      settle();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });

/** Runs a program quietly: its exit code and everything that it said. */
export const capture = (command, args, { cwd = root, env = {} } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...environment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const listen = (piece) => void (output += piece);
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
