"""The constraint families: one module a subject, one function a family, its sentence and equation in its docstring."""
