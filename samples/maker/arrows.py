"""Arrows over the year columns, drawn the way people draw them: nearly, not exactly, on the lines."""

from xml.sax.saxutils import escape

EMU_PER_PIXEL = 9525
EMU_PER_POINT = 12700
DIGIT = 7  # pixels of a digit in Calibri 11, the workbook's default font
DEFAULT_HEIGHT = 15.0

BLACK, RED, BLUE, GREEN = "000000", "FF0000", "1F4E78", "70AD47"


def column_emu(width):
    """Width of a column in EMU from its width in characters, as Excel rounds it."""
    pixels = int((256 * width + int(128 / DIGIT)) / 256 * DIGIT)
    return pixels * EMU_PER_PIXEL


class Canvas:
    """The drawing of one sheet. Columns and rows count from 0."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.anchors = []

    def width(self, column):
        letter = self.sheet.cell(1, column + 1).column_letter
        return column_emu(self.sheet.column_dimensions[letter].width)

    def height(self, row):
        return int((self.sheet.row_dimensions[row + 1].height or DEFAULT_HEIGHT) * EMU_PER_POINT)

    def place(self, first, position):
        """(column, offset) of a point `position` EMU right of the column `first`."""
        column = first
        while position > self.width(column):
            position -= self.width(column)
            column += 1
        return column, position

    def arrow(self, first, left, right, row, part, colour, dash=False, block=False):
        """An arrow `left`..`right` EMU right of column `first`, at `part` (0..1) of a row's height."""
        number = len(self.anchors) + 2
        middle = int(self.height(row) * part)
        thick = 38100 if block else 0
        ends = [self.place(first, left), self.place(first, right)]
        at = [
            f"<xdr:col>{column}</xdr:col><xdr:colOff>{offset}</xdr:colOff>"
            f"<xdr:row>{row}</xdr:row><xdr:rowOff>{middle + side * thick}</xdr:rowOff>"
            for (column, offset), side in zip(ends, (-1, 1))
        ]
        fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        frame = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{right - left}" cy="{2 * thick}"/></a:xfrm>'
        if block:
            shape = (
                f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="矢印: 左右 {number}"/>'
                f'<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{frame}<a:prstGeom prst="leftRightArrow"><a:avLst/>'
                f'</a:prstGeom>{fill}<a:ln><a:noFill/></a:ln></xdr:spPr></xdr:sp>')
        else:
            dashes = '<a:prstDash val="dash"/>' if dash else ""
            shape = (
                f'<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="{number}" name="直線矢印コネクタ {number}"/>'
                f'<xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr>{frame}<a:prstGeom prst="straightConnector1">'
                f'<a:avLst/></a:prstGeom><a:ln w="19050">{fill}{dashes}<a:headEnd type="triangle"/>'
                '<a:tailEnd type="triangle"/></a:ln></xdr:spPr></xdr:cxnSp>')
        self.anchors.append(
            f"<xdr:twoCellAnchor><xdr:from>{at[0]}</xdr:from><xdr:to>{at[1]}</xdr:to>{shape}"
            "<xdr:clientData/></xdr:twoCellAnchor>")

    def textbox(self, column, row, columns, rows, text):
        """A text box over some cells."""
        number = len(self.anchors) + 2
        self.anchors.append(
            "<xdr:twoCellAnchor>"
            f"<xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>60000</xdr:colOff><xdr:row>{row}</xdr:row>"
            "<xdr:rowOff>30000</xdr:rowOff></xdr:from>"
            f"<xdr:to><xdr:col>{column + columns}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row + rows}</xdr:row>"
            "<xdr:rowOff>0</xdr:rowOff></xdr:to>"
            f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="テキスト ボックス {number}"/>'
            '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFFFCC"/>'
            '</a:solidFill><a:ln w="6350"><a:solidFill><a:srgbClr val="808080"/></a:solidFill></a:ln></xdr:spPr>'
            '<xdr:txBody><a:bodyPr wrap="square" lIns="36000" tIns="18000" rIns="36000" bIns="18000"/><a:lstStyle/>'
            f'<a:p><a:r><a:rPr lang="ja-JP" sz="900"/><a:t>{escape(text)}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
            "<xdr:clientData/></xdr:twoCellAnchor>")

    def xml(self):
        """The drawing part."""
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            + "".join(self.anchors) + "</xdr:wsDr>")
