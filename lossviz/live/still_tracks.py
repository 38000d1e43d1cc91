"""The tracks of a stage without a script, with their zones and marks, and the buttons that play one."""

from collections.abc import Collection, Mapping, Sequence
from html import escape
from typing import Any

from lossviz.live.still_elements import button, chosen, hinted, knob, share
from lossviz.scene import track
from lossviz.scene.scene import Handle, Scene, Table
from lossviz.scene.still import Still
from lossviz.scene.track import TrackMark, Zone

MOST_TICKS = 21  # as `stage/state/domain.js` has it


class StillTracks:
    """The tracks of a scene; while anything is `hidden` they have neither zones nor marks; some may be `locked`."""

    def __init__(self, scene: Scene, still: Still, hidden: Collection[str], locked: Collection[str]) -> None:
        self.scene = scene
        self.still = still
        self.hidden = hidden
        self.locked = locked
        self.hinted = hinted(scene)

    def html(self, switches: Mapping[str, str]) -> str:
        """In the one order: what is played, what the lesson is about, switches, and the rest."""
        return f'<div class="lv-tracks">{self.player()}{self.ungrouped(switches)}</div>'

    def in_groups(self, switches: Mapping[str, str], actions: Mapping[str, str], run: str) -> str:
        """The player with the actions and how far a job is, what is in no group, and the groups."""
        tracks = {one.name: one for one in self.scene.handles if not one.figure}
        groups = ""
        for group in self.scene.groups:
            controls = "".join(switches[one] if one in switches else self.track(tracks[one]) for one in group.controls)
            name = f'<span class="lv-set-name">{escape(group.caption)}</span>'
            groups += f'<div class="lv-set">{name}{controls}{actions[group.caption]}</div>'
        lead = f'<div class="lv-lead">{self.player()}{actions[""]}{run}</div>'
        return f'<div class="lv-tracks">{lead}{self.ungrouped(switches)}{groups}</div>'

    def ungrouped(self, switches: Mapping[str, str]) -> str:
        """Tracks and switches that are in no group."""
        player, grouped = self.scene.player, {name for group in self.scene.groups for name in group.controls}
        tracks = [one for one in self.scene.handles if not one.figure]
        played = [one for one in tracks if player and one.name == player.handle]
        others = [one for one in tracks if one not in played and one.name not in grouped]
        main = [one for one in others if one.name == self.scene.hint] or (others[:1] if player else [])
        rest = [one for one in others if one not in main]
        wide = " lv-main" if self.scene.groups else ""
        lead = [*(self.track(one, wide) for one in played), *(self.track(one, " lv-main") for one in main)]
        chosen = [html for label, html in switches.items() if label not in grouped]
        return "".join([*lead, *chosen, *map(self.track, rest)])

    def player(self) -> str:
        player = self.scene.player
        if not player:
            return ""
        speeds = "".join(f"<option{chosen(one == player.speed)}>{escape(one)}×</option>" for one in player.speeds)
        is_locked = player.handle in self.locked
        buttons = "".join(
            button(text, more, is_disabled=is_locked) for text, more in (("‹", ""), ("Play", " lv-play"), ("›", ""))
        )
        select = f"<select{' disabled' if is_locked else ''}>{speeds}</select>"
        return f'<div class="lv-player">{buttons}{select}</div>'

    def track(self, handle: Handle, more: str = "") -> str:
        low, high, now, ticks = self.domain(handle)
        at = min(1.0, max(0.0, (now - low) / ((high - low) or 1)))
        marks = "".join(f'<i style="left:{share(k / (ticks - 1))}"></i>' for k in range(ticks))
        zones = self.scene.zones.get(handle.name)
        zoned = " lv-zoned" if zones else ""
        kinds = zones.indices() if zones and not self.hidden else ()
        under, named = self.zones(zones.kinds, kinds) if zones and len(kinds) else ("", "")
        marks += "" if self.hidden else "".join(self.track_mark(one, low, high) for one in handle.marks)
        hidden = "" if self.still.holds(handle.when) else " hidden"
        is_locked = handle.name in self.locked
        is_hinted = handle is self.hinted
        taken = knob(handle, f"left:{share(at)}", is_hinted=is_hinted, is_late=at > 0.5, is_locked=is_locked)
        return (
            f'<div class="lv-track{more}{zoned}"{hidden}>'
            f'<span class="lv-track-name">{escape(self.still.words(handle.label))}</span>'
            f'<div class="lv-track-line">{under}{marks}{taken}</div>'
            f'<span class="lv-track-value">{escape(self.still.words(handle.value_text))}</span>{named}</div>'
        )

    def zones(self, zones: Sequence[Zone], kinds: Any) -> tuple[str, str]:
        """The band of a track and its names, and the name of where its handle stands."""
        stretches = track.stretches(kinds[:-1])
        band = "".join(
            f'<b class="lv-zone" data-role="{zones[one.kind].role}" '
            f'data-pattern="{zones[one.kind].pattern}" '
            f'style="left:{share(one.start)};width:{share(one.end - one.start)}"></b>'
            for one in stretches
        )
        names = "".join(
            f'<span style="flex-grow:{1000 * (one.end - one.start):.0f}">'
            f"{escape(zones[one.kind].name) if one.named else ''}</span>"
            for one in stretches
        )
        return (
            f'<div class="lv-zones">{band}</div><div class="lv-zone-names">{names}</div>',
            f'<span class="lv-zone-now">{escape(zones[kinds[-1]].name)}</span>',
        )

    def track_mark(self, mark: TrackMark, low: float, high: float) -> str:
        """A mark on a track, if it lies there."""
        at = (self.still.number(mark.at) - low) / (high - low)
        if not 0 <= at <= 1 or not self.still.holds(mark.when):
            return ""
        return f'<span class="lv-track-mark" style="left:{share(at)}">{escape(self.still.words(mark.text))}</span>'

    def domain(self, handle: Handle) -> tuple[float, float, float, int]:
        """The lowest and the highest place of a handle, the present one, and how many ticks there are."""
        if handle.grid:
            grid: Any = self.scene.grids[handle.grid]
            return grid.low[0], grid.high[0], grid.now[0], 0
        at = int(self.still.number(handle.which)) if handle.which else 0
        table: Table = self.scene.tables[handle.tables[at]]
        places = table.places
        return float(places[0]), float(places[-1]), table.now, len(places) if 1 < len(places) <= MOST_TICKS else 0
