//! Frames of shapes: groups unfolded, turned shapes boxed.

use crate::Frame;

/// A full turn in the units of `rot`: 60,000 to the degree.
const TURN: i64 = 21_600_000;
const DEGREE: i64 = 60_000;
/// No sheet reaches this far (a thousand kilometres), and sums of it stay numbers.
const FAR: i64 = 1_000_000_000_000_000;

/// A coordinate or size kept within what a sheet can have.
pub(super) fn bounded(emu: i64) -> i64 {
    emu.clamp(-FAR, FAR)
}

/// What `a:xfrm` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Xfrm {
    /// Upper left corner in the space of the group around it.
    pub(super) offset: (i64, i64),
    /// Width and height there.
    pub(super) extent: (i64, i64),
    /// Upper left corner of the space that a group's members live in.
    pub(super) child_offset: (i64, i64),
    /// Width and height of that space.
    pub(super) child_extent: (i64, i64),
    /// Clockwise turn in 1/60,000 degree.
    pub(super) turn: i64,
    /// Mirrored left to right.
    pub(super) flip_h: bool,
    /// Mirrored top to bottom.
    pub(super) flip_v: bool,
}

impl Xfrm {
    /// The box before it is turned.
    pub(super) fn frame(&self) -> Frame {
        frame(self.offset, self.extent)
    }

    /// The box of a shape that lies as drawn, where it says one; `start` and `corner` are the place and the
    /// cell it is anchored at. Programs that do not know where a shape lies write zeros.
    pub(super) fn said(&self, start: (i64, i64), corner: (u32, u32)) -> Option<Frame> {
        let is_unknown =
            self.extent == (0, 0) || self.offset == (0, 0) && start != (0, 0) && corner != (0, 0);
        (self.turn == 0 && !is_unknown).then(|| self.frame())
    }

    /// Where a member's frame comes to lie when the group's own box is `own`.
    pub(super) fn unfold(&self, member: Frame, own: Frame) -> Frame {
        let across = |x: i64| {
            let x = scaled(x, self.child_offset.0, self.child_extent.0, own.width());
            if self.flip_h {
                own.right - x
            } else {
                own.left + x
            }
        };
        let down = |y: i64| {
            let y = scaled(y, self.child_offset.1, self.child_extent.1, own.height());
            if self.flip_v {
                own.bottom - y
            } else {
                own.top + y
            }
        };
        let (left, right) = (across(member.left), across(member.right));
        let (top, bottom) = (down(member.top), down(member.bottom));
        let flat = Frame {
            left: left.min(right),
            top: top.min(bottom),
            right: left.max(right),
            bottom: top.max(bottom),
        };
        turned(flat, middle(own), self.turn)
    }

    /// The box before turning of a shape whose anchor names the cells it covers: Excel anchors a
    /// shape lying on its side by the cells it covers then.
    pub(super) fn upright(&self, anchored: Frame) -> Frame {
        let turn = self.turn.rem_euclid(TURN / 2);
        if (45 * DEGREE..135 * DEGREE).contains(&turn) {
            turned(anchored, middle(anchored), TURN / 4)
        } else {
            anchored
        }
    }

    /// The box around the shape once it is turned.
    pub(super) fn around(&self, upright: Frame) -> Frame {
        turned(upright, middle(upright), self.turn)
    }
}

/// A frame from its bounded corner and size; a negative size counts as none.
pub(super) fn frame(offset: (i64, i64), extent: (i64, i64)) -> Frame {
    Frame {
        left: offset.0,
        top: offset.1,
        right: offset.0 + extent.0.max(0),
        bottom: offset.1 + extent.1.max(0),
    }
}

/// A coordinate of a group's inner space as a distance in its outer one.
fn scaled(value: i64, offset: i64, extent: i64, size: i64) -> i64 {
    let distance = value - offset;
    if extent == 0 {
        return bounded(distance);
    }
    let outer = i128::from(distance) * i128::from(size) / i128::from(extent);
    outer.clamp(-i128::from(FAR), i128::from(FAR)) as i64
}

fn middle(frame: Frame) -> (i64, i64) {
    (frame.left + frame.width() / 2, frame.middle())
}

/// The box around a frame turned about a point.
fn turned(frame: Frame, (x, y): (i64, i64), turn: i64) -> Frame {
    let turn = turn.rem_euclid(TURN);
    let corners = [
        (frame.left, frame.top),
        (frame.right, frame.top),
        (frame.left, frame.bottom),
        (frame.right, frame.bottom),
    ];
    let turned = corners.map(|(corner_x, corner_y)| {
        let (dx, dy) = (corner_x - x, corner_y - y);
        let (dx, dy) = match turn * 4 {
            0 => (dx, dy),
            TURN => (-dy, dx),
            quarter if quarter == 2 * TURN => (-dx, -dy),
            quarter if quarter == 3 * TURN => (dy, -dx),
            _ => {
                let (sin, cos) = (turn as f64 / TURN as f64 * std::f64::consts::TAU).sin_cos();
                let (dx, dy) = (dx as f64, dy as f64);
                (
                    (dx * cos - dy * sin).round() as i64,
                    (dx * sin + dy * cos).round() as i64,
                )
            }
        };
        (x + dx, y + dy)
    });
    turned.iter().fold(
        Frame {
            left: i64::MAX,
            top: i64::MAX,
            right: i64::MIN,
            bottom: i64::MIN,
        },
        |around, &(x, y)| Frame {
            left: around.left.min(x),
            top: around.top.min(y),
            right: around.right.max(x),
            bottom: around.bottom.max(y),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(frame: Frame) -> [i64; 4] {
        [frame.left, frame.top, frame.right, frame.bottom]
    }

    #[test]
    fn members_of_a_group_are_scaled_and_mirrored_with_it() {
        let group = Xfrm {
            child_offset: (100, 0),
            child_extent: (200, 10),
            ..Xfrm::default()
        };
        let own = frame((1_000, 500), (400, 20));
        let member = frame((100, 5), (50, 0));
        assert_eq!(sides(group.unfold(member, own)), [1_000, 510, 1_100, 510]);
        let mirrored = Xfrm {
            flip_h: true,
            ..group
        };
        assert_eq!(
            sides(mirrored.unfold(member, own)),
            [1_300, 510, 1_400, 510]
        );
        let over = Xfrm {
            turn: TURN / 2,
            ..group
        };
        assert_eq!(sides(over.unfold(member, own)), [1_300, 510, 1_400, 510]);
        let flat = Xfrm {
            child_extent: (200, 0),
            ..group
        };
        assert_eq!(sides(flat.unfold(member, own)), [1_000, 505, 1_100, 505]);
    }

    #[test]
    fn turned_shapes_are_boxed() {
        let line = frame((0, 100), (200, 0));
        let turn = |degrees: i64| Xfrm {
            turn: degrees * DEGREE,
            ..Xfrm::default()
        };
        assert_eq!(sides(turn(0).around(line)), [0, 100, 200, 100]);
        assert_eq!(sides(turn(180).around(line)), [0, 100, 200, 100]);
        assert_eq!(sides(turn(90).around(line)), [100, 0, 100, 200]);
        assert_eq!(sides(turn(-90).around(line)), [100, 0, 100, 200]);
        assert_eq!(sides(turn(30).around(line)), [13, 50, 187, 150]);
    }

    #[test]
    fn a_shape_on_its_side_covers_the_cells_of_its_anchor() {
        let anchored = frame((100, 0), (20, 200));
        let quarter = Xfrm {
            turn: TURN / 4,
            ..Xfrm::default()
        };
        assert_eq!(quarter.around(quarter.upright(anchored)), anchored);
    }
}
