"""The data-entry schedule: who enters data where and when, by weekday (расписание по вводу данных, I01-I07)."""
