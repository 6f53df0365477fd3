"""The command line: words in, exit code out.

Enters: arguments. Leaves: an exit code. Nothing imports it.

- `start`: before any import. `main`: the commands. `options`, `parameters`: what they share.
- `dispatch`, `help`, `completion`: how they are found and explained. `console`: progress on
  stderr. `process_exit`: the last words. `commands/`: what each does.
"""
