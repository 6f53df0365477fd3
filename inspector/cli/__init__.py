"""The command line: words in, exit code out.

Enters: arguments. Leaves: an exit code. Nothing imports it.

- `start`: before any import. `main`: the whole command line, and how a run of it ends with a code.
- `commands/`: one module for each, its words beside what it does. `options`: every option,
  declared once. `registration`: commands as Typer takes them. `group`: a command that has further
  ones.
- `usage`: what is said of a wrong line. `welcome`: of an empty one. `completion`: what Tab
  completes. `process_exit`: one line for each fault, and the end of the process. `plain_values`:
  what spares Pydantic.
- `progress`: how far a command is, on stderr. `stdout`: how wide and coloured it is, and
  documents. `application`: whether the application opens instead.
"""
