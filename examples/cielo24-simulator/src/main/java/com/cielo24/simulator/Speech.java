package com.cielo24.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What is said in the media of a job: the same sentences in turn, as long as it lasts, with a sound now and then. All of
 * it has at least three cues, one of which is a sound.
 *
 * @param lengthMillis of the media, 10 at least
 */
record Speech(long lengthMillis) {
    /** With letters of several alphabets, and characters that formats have to escape. */
    private static final List<String> SENTENCES = List.of(
            "Good morning, and welcome to the first lecture of the summer.",
            "Today's topic is naïve façades: what they promise, and what they cost.",
            "Grüße aus Zürich, wo die Straßenbahn über die Brücke fährt.",
            "In the Q&A afterwards, ask whether a < b follows from b > a.",
            "Příliš žluťoučký kůň úpěl ďábelské ódy.",
            "Ο Πλάτων έγραψε διαλόγους, και ο Σωκράτης δεν έγραψε τίποτα.",
            "字幕は会議の内容を正しく伝えます。",
            "That is all for now; thank you, and see you next week.");

    private static final List<String> SOUNDS = List.of("[MUSIC]", "[APPLAUSE]", "[LAUGH]");

    /** The second cue, and then one in ten. */
    private static final int SOUND_EVERY = 10;

    private static final long STEP_MILLIS = 3_000;
    private static final int LEAST_CUES = 3;

    /** In the order of time; none overlaps another, and none ends after the media. */
    Stream<Cue> cues() {
        long step = Math.min(STEP_MILLIS, lengthMillis / LEAST_CUES);
        return LongStream.range(0, lengthMillis / step).mapToObj(i -> cue(i, step));
    }

    private static Cue cue(long number, long step) {
        boolean sound = number % SOUND_EVERY == 1;
        List<String> texts = sound ? SOUNDS : SENTENCES;
        String text = texts.get((int) ((sound ? number / SOUND_EVERY : number) % texts.size()));
        return new Cue(number * step, number * step + step * 9 / 10, List.of(text), sound);
    }

    /**
     * The cue with its lines wrapped, in as many cues as that takes.
     *
     * @param characters of a line; a longer word is not divided
     * @param lines      of a cue; more where it is too short to be divided
     */
    static Stream<Cue> wrap(Cue cue, int characters, int lines) {
        List<String> all = wrap(cue.text(), characters);
        long millis = cue.endMillis() - cue.startMillis();
        int parts = (int) Math.min(millis, (all.size() + lines - 1) / lines);
        int each = (all.size() + parts - 1) / parts;
        return LongStream.range(0, parts)
                .filter(part -> part * each < all.size())
                .mapToObj(part -> new Cue(
                        cue.startMillis() + millis * part / parts,
                        cue.startMillis() + millis * (part + 1) / parts,
                        all.subList((int) part * each, (int) Math.min(all.size(), (part + 1) * each)),
                        cue.sound()));
    }

    private static List<String> wrap(String text, int characters) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > characters) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
