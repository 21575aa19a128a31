"""A table of texts, the first row its heading: the first column to the left, numbers to the right."""


def columns(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]

    def is_number(text):
        return text[:1].isdigit()

    right = [i > 0 and all(is_number(row[i]) or not row[i] for row in rows[1:]) for i in range(len(widths))]

    def line(row):
        return "  ".join(text.rjust(width) if to_right else text.ljust(width)
                         for text, width, to_right in zip(row, widths, right)).rstrip()

    return "\n".join([line(rows[0]), "  ".join("-" * width for width in widths), *(line(row) for row in rows[1:])])
