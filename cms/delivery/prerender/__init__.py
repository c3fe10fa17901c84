"""Optional (`PRERENDER`): responses rendered before the first request, stored in the database."""
