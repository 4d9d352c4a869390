"""What lists and pages show: plain rows by SQL, without Tortoise."""
