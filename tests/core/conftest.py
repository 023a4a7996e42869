import pytest

from tests.town import SmallTown, small_town


@pytest.fixture
def town(db: None) -> SmallTown:
    return small_town()
