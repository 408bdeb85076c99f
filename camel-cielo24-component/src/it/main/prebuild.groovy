// The program of the README, taken out of the README itself; and its POM, with what runs the test of it.
def readme = new File(basedir, '../../../../README.md').getText('UTF-8')
def block = { language ->
    def found = (readme =~ /(?s)```${language}\n(.*?)```/).collect { it[1] }
    assert found.size() == 1: "the README has ${found.size()} blocks of ${language}"
    found[0]
}
def write = { path, text ->
    def file = new File(basedir, path)
    file.parentFile.mkdirs()
    file.setText(text, 'UTF-8')
}
write('src/main/java/com/example/Recordings.java', block('java'))
write('src/main/resources/application.properties', block('properties'))
write('pom.xml', block('xml').replace('</project>', new File(basedir, 'test-profile.xml').text + '</project>'))
