"""Big seeded exports, and how long the program takes over them beside what else one would do."""
