package com.cielo24.simulator;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Cues as the codes of CEA-608 in a Scenarist file. Letters beyond ASCII are question marks. */
final class SceneCaptions {
    /** Pop-on captions into an erased memory, then each line on its row, then shown. */
    private static final String BEGIN = "94ae 94ae 9420 9420";

    private static final String SHOW = "942f 942f";
    private static final String ERASE = "942c 942c";
    private static final String[] ROWS = {"9470 9470", "9470 9470", "94d0 94d0", "9454 9454"};

    private SceneCaptions() {}

    static String of(Cue cue) {
        StringJoiner codes = new StringJoiner(" ").add(BEGIN);
        for (int i = 0; i < cue.lines().size(); i++) {
            codes.add(ROWS[Math.min(i, ROWS.length - 1)])
                    .add(characters(cue.lines().get(i)));
        }
        return Timecode.frames(cue.startMillis()) + "\t" + codes.add(SHOW) + "\n\n" + Timecode.frames(cue.endMillis())
                + "\t" + ERASE + "\n\n";
    }

    private static String characters(String text) {
        byte[] ascii = (text.length() % 2 == 0 ? text : text + " ").getBytes(StandardCharsets.US_ASCII);
        StringJoiner codes = new StringJoiner(" ");
        for (int i = 0; i + 1 < ascii.length; i += 2) {
            codes.add(String.format("%02x%02x", withOddParity(ascii[i]), withOddParity(ascii[i + 1])));
        }
        return codes.toString();
    }

    private static int withOddParity(int character) {
        return Integer.bitCount(character) % 2 == 0 ? character | 0x80 : character;
    }
}
