package com.cielo24.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The formats of caption files. SRT, WEB_VTT and DFXP are such that strict parsers accept them; SAMI, SBV, SCC and QT
 * are simple ones; what ECHO, TPM and TWX look like is not known, so they are lines with a time code.
 */
enum CaptionFormat {
    DFXP(
            "",
            (number, cue) ->
                    "<p begin=\"" + start(cue) + "\" end=\"" + end(cue) + "\">" + markup(cue, "<br/>") + "</p>\n",
            """
            </div></body>
            </tt>
            """),
    ECHO("", CaptionFormat::line, ""),
    QT(
            "{QTtext}{timeScale:1000}{width:320}{height:60}\n",
            (number, cue) -> "[" + start(cue) + "]\n" + lines(cue) + "\n[" + end(cue) + "]\n",
            ""),
    SAMI(
            "<SAMI>\n<BODY>\n",
            (number, cue) -> "<SYNC Start=" + cue.startMillis() + ">\n<P Class=ENCC>" + markup(cue, "<br>")
                    + "\n<SYNC Start=" + cue.endMillis() + ">\n<P Class=ENCC>&nbsp;\n",
            "</BODY>\n</SAMI>\n"),
    SBV("", (number, cue) -> start(cue).substring(1) + "," + end(cue).substring(1) + "\n" + lines(cue) + "\n\n", ""),
    SCC("Scenarist_SCC V1.0\n\n", (number, cue) -> SceneCaptions.of(cue), ""),
    SRT(
            "",
            (number, cue) -> number + "\n" + Timecode.millis(cue.startMillis(), ',') + " --> "
                    + Timecode.millis(cue.endMillis(), ',') + "\n" + lines(cue) + "\n\n",
            ""),
    TPM("", CaptionFormat::line, ""),
    TRANSCRIPT("", (number, cue) -> lines(cue) + "\n", ""),
    TWX("", CaptionFormat::line, ""),
    WEB_VTT("WEBVTT\n\n", (number, cue) -> start(cue) + " --> " + end(cue) + "\n" + markup(cue, "\n") + "\n\n", "");

    /** Writes a cue, the first of which has the number 1. */
    private interface Form {
        String write(int number, Cue cue);
    }

    static final List<String> NAMES =
            Arrays.stream(values()).map(CaptionFormat::name).toList();

    private final String begin;
    private final Form form;
    private final String end;

    CaptionFormat(String begin, Form form, String end) {
        this.begin = begin;
        this.form = form;
        this.end = end;
    }

    /**
     * @param head of a DFXP file
     */
    String write(List<Cue> cues, String language, String head) {
        StringBuilder file = new StringBuilder(this == DFXP ? dfxp(language, head) : begin);
        int number = 1;
        for (Cue cue : cues) {
            file.append(form.write(number++, cue));
        }
        return file.append(end).toString();
    }

    private static String dfxp(String language, String head) {
        return String.format("""
                <?xml version="1.0" encoding="UTF-8"?>
                <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" \
                xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="%s">
                %s
                <body><div>
                """, escaped(language), head);
    }

    private static String line(int number, Cue cue) {
        return Timecode.frames(cue.startMillis()) + "\t" + cue.text() + "\n";
    }

    private static String start(Cue cue) {
        return Timecode.millis(cue.startMillis(), '.');
    }

    private static String end(Cue cue) {
        return Timecode.millis(cue.endMillis(), '.');
    }

    private static String lines(Cue cue) {
        return String.join("\n", cue.lines());
    }

    private static String markup(Cue cue, String lineBreak) {
        return cue.lines().stream().map(CaptionFormat::escaped).collect(Collectors.joining(lineBreak));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
