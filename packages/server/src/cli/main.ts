#!/usr/bin/env node
import { duetCommand } from './duet-command.ts';
import { readEnv } from './env.ts';
import { createTerminal } from './terminal.ts';

process.exitCode = await duetCommand(process.argv.slice(2), readEnv(), createTerminal(process.stdout, process.stderr));
