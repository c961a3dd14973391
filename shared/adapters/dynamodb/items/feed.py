"""The feeds of tenants in the table: segments of their logs, and each customer's last change in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, InstantAttribute, TableItem
from shared.adapters.dynamodb.keys import feed_segment_key, feed_start_key, told_key
from shared.domain.feed.changes import FeedEvent, Row, Told
from shared.domain.feed.log import Position, Segment, Start
from shared.domain.instants import instant_from, instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from shared.adapters.dynamodb.writes import Item
    from shared.domain.json_text import Json


_COMMON = "customer."
"""The beginning of the names of all events of the feed."""


class SegmentItem(TableItem):
    """A segment of a log."""

    writer = UnicodeAttribute()
    rows = DocumentAttribute()


class FeedStartItem(TableItem):
    """The generation that a log is in, since when, and how long segments are kept."""

    generation = NumberAttribute()
    at = InstantAttribute()
    kept = DocumentAttribute(null=True)


class ToldItem(TableItem):
    """A customer's last change in the feed. It expires a while after the customer is gone."""

    told = DocumentAttribute()


def segment_item(tenant: str, shard: int, segment: Segment, expires_at: int) -> Item:
    """Return the item of a segment, which may go from then on."""
    key = feed_segment_key(tenant, shard, *segment.position)
    rows = [
        [
            row.number,
            row.version,
            row.event.removeprefix(_COMMON),
            instant_text(row.at),
            row.before,
            row.after,
        ]
        for row in segment.rows
    ]
    item = SegmentItem(pk=key.pk, sk=key.sk, expires_at=expires_at, writer=segment.writer, rows=rows)
    return item.raw()


def segment_from(raw: Item) -> Segment:
    """Return the segment of an item."""
    item = SegmentItem.from_raw_data(raw)
    generation, _, index = item.sk.partition("#")
    rows = tuple(
        Row(number, version, FeedEvent(_COMMON + event), instant_from(at), before, after)
        for number, version, event, at, before, after in item.rows
    )
    return Segment(Position(int(generation), int(index)), rows, item.writer)


def start_item(tenant: str, shard: int, start: Start) -> Item:
    """Return the item of a log's start."""
    key = feed_start_key(tenant, shard)
    kept = kept_document(start)
    return FeedStartItem(pk=key.pk, sk=key.sk, generation=start.generation, at=start.at, kept=kept).raw()


def kept_document(start: Start) -> Json:
    """Return how long segments are kept, as the item has it."""
    return [list(pair) for pair in start.kept]


def start_from(raw: Item) -> Start:
    """Return the start of a log."""
    item = FeedStartItem.from_raw_data(raw)
    kept = tuple((int(generation), int(days)) for generation, days in item.kept or ())
    return Start(int(item.generation), item.at, kept)


def told_item(tenant: str, number: str, told: Told, until: datetime) -> Item:
    """Return the item of a customer's last change in the feed."""
    key = told_key(tenant, number)
    expires_at = int(until.timestamp()) if told.is_over else None
    return ToldItem(pk=key.pk, sk=key.sk, expires_at=expires_at, told=told_document(told)).raw()


def told_document(told: Told) -> Json:
    """Return a customer's last change in the feed, as its item has it."""
    at = instant_text(told.at)
    return [told.incarnation, told.version, told.is_over, told.restriction, at, *told.earlier]


def told_from(raw: Item) -> Told:
    """Return a customer's last change in the feed."""
    incarnation, version, is_over, restriction, at, *earlier = ToldItem.from_raw_data(raw).told
    return Told(
        incarnation=incarnation,
        version=version,
        is_over=is_over,
        restriction=restriction,
        at=instant_from(at),
        earlier=tuple(earlier),
    )
