"""Papers as offices publish them, clean ones and ones with a seeded fault, made by the tests."""
