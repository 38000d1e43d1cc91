"""Who computes next, and who is sent away."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from lossviz.live.lane import BusyError, Lane


@asynccontextmanager
async def turn(lane, client):
    """Wait for a turn, and have it until the end of the block."""
    await lane.enter(client)
    try:
        yield
    finally:
        lane.leave()


async def at_rest():
    """Let all tasks go as far as they can."""
    for _ in range(10):
        await asyncio.sleep(0)


def in_order(lane, clients, *, leaving=()):
    """The order in which questions have their turn, each named by its number; those that `leaving` names give up."""
    done = []

    async def one(number, client):
        async with turn(lane, client):
            done.append(number)
            await asyncio.sleep(0)

    async def all_of_them():
        tasks = []
        for number, client in enumerate(clients):
            tasks.append(asyncio.create_task(one(number, client)))
            await asyncio.sleep(0)
        return tasks

    async def run():
        async with turn(lane, "first"):
            tasks = await all_of_them()
            for number in leaving:
                tasks[number].cancel()
            await at_rest()
        return await asyncio.gather(*tasks, return_exceptions=True)

    results = asyncio.run(run())
    return done, results


def test_clients_take_turns_whoever_asked_more():
    done, _ = in_order(Lane(), "aaabbc")
    assert done == [0, 3, 5, 1, 4, 2]


def test_too_many_questions_of_one_client_are_sent_away_and_of_all():
    done, results = in_order(Lane(waiting=3, waiting_each=2), "aaabc")
    assert [isinstance(result, BusyError) for result in results] == [False, False, True, False, True]
    assert done == [0, 3, 1]


def test_who_gives_up_leaves_the_place_to_others():
    lane = Lane(waiting=2)
    done, results = in_order(lane, "ab", leaving=[0])
    assert done == [1]
    assert isinstance(results[0], asyncio.CancelledError)
    assert (lane.free, lane.waiting) == (1, 0)


def test_a_turn_that_comes_to_one_who_gives_up_at_that_moment_goes_to_the_next():
    async def run():
        lane, had = Lane(), []

        async def one(name):
            async with turn(lane, name):
                had.append(name)

        async with turn(lane, "first"):
            waiting = [asyncio.create_task(one(name)) for name in "ab"]
            await at_rest()
        waiting[0].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return lane, had

    lane, had = asyncio.run(run())
    assert had == ["b"]
    assert (lane.free, lane.waiting) == (1, 0)


def test_as_many_run_at_once_as_may():
    async def run():
        lane, running, together = Lane(running=2), set(), []

        async def one():
            async with turn(lane, "a"):
                running.add(asyncio.current_task())
                together.append(len(running))
                await asyncio.sleep(0.01)
                running.discard(asyncio.current_task())

        await asyncio.gather(*(one() for _ in range(5)))
        return lane, together

    lane, together = asyncio.run(run())
    assert together[0] == 1
    assert max(together) == 2
    assert lane.free == 2


def test_what_fails_leaves_the_lane_free():
    async def run():
        lane = Lane()
        with pytest.raises(ZeroDivisionError):
            async with turn(lane, "a"):
                raise ZeroDivisionError
        return lane.free

    assert asyncio.run(run()) == 1
