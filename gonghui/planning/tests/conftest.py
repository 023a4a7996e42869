import pytest

from gonghui.planning.tests.office import Office


@pytest.fixture
def office(db):
    return Office()
